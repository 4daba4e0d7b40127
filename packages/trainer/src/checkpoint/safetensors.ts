/** A tensor in a safetensors file, row-major; a scalar has the shape `[]`. */
export interface StoredTensor {
  /** Lengths of the axes. */
  readonly shape: readonly number[];
  /** The values. */
  readonly data: Float32Array | Int32Array | Uint8Array;
}

/** The content of a safetensors file. */
export interface Safetensors {
  /** Tensors by name. */
  readonly tensors: Readonly<Record<string, StoredTensor>>;
  /** Texts by name. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Bytes that are not a safetensors file, or tensors that cannot be written to one. */
export class SafetensorsError extends Error {
  /** For checks without instanceof. */
  override readonly name = "SafetensorsError";

  constructor(message: string, options?: ErrorOptions) {
    super(`safetensors: ${message}`, options);
  }
}

interface Entry {
  dtype: Dtype;
  shape: number[];
  data_offsets: [begin: number, end: number];
}

/** In the order of the file: widest first, so that every tensor is aligned. */
const ARRAYS = { F32: Float32Array, I32: Int32Array, U8: Uint8Array } as const;
type Dtype = keyof typeof ARRAYS;
const DTYPES = Object.keys(ARRAYS) as Dtype[];

const LENGTH_BYTES = 8;
const MAX_HEADER_BYTES = 100_000_000;
const METADATA = "__metadata__";

/**
 * The bytes of a safetensors file, the same for the same tensors whatever their order.
 *
 * @throws {SafetensorsError} when a tensor's values do not fill its shape, or it is named `__metadata__`.
 * @example
 * encodeSafetensors({ bias: { shape: [2], data: new Float32Array([1, 2]) } }, { epoch: "3" });
 */
export function encodeSafetensors(
  tensors: Readonly<Record<string, StoredTensor>>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const ordered = Object.entries(tensors)
    .map(([name, tensor]) => ({ name, dtype: dtypeOf(name, tensor), ...tensor }))
    .sort((a, b) => DTYPES.indexOf(a.dtype) - DTYPES.indexOf(b.dtype) || (a.name < b.name ? -1 : 1));
  const header: [string, unknown][] = Object.keys(metadata).length > 0 ? [[METADATA, metadata]] : [];
  let end = 0;
  for (const { name, dtype, shape, data } of ordered) {
    const begin = end;
    end += data.byteLength;
    header.push([name, { dtype, shape, data_offsets: [begin, end] }]);
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const headerBytes = Math.ceil(json.length / 8) * 8;
  if (headerBytes > MAX_HEADER_BYTES) {
    throw new SafetensorsError(`Expected a header of at most ${MAX_HEADER_BYTES} bytes, got ${headerBytes}`);
  }

  const bytes = new Uint8Array(LENGTH_BYTES + headerBytes + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes), true);
  bytes.fill(0x20, LENGTH_BYTES, LENGTH_BYTES + headerBytes);
  bytes.set(json, LENGTH_BYTES);
  let offset = LENGTH_BYTES + headerBytes;
  for (const { data } of ordered) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  return bytes;
}

/**
 * The tensors and metadata of a safetensors file; the values are copies.
 *
 * @throws {SafetensorsError} when the bytes are not exactly one well-formed file of F32, I32 and U8 tensors.
 * @example
 * decodeSafetensors(await readFile("weights.safetensors")).tensors["bias"]?.shape; //=> [2]
 */
export function decodeSafetensors(bytes: Uint8Array): Safetensors {
  const headerBytes = readHeaderLength(bytes);
  const body = bytes.subarray(LENGTH_BYTES + headerBytes);
  const { [METADATA]: metadata, ...entries } = readHeader(
    bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + headerBytes),
  );
  const checked = Object.entries(entries).map(([name, entry]) => ({ name, ...checkEntry(name, entry) }));
  checkTiling(checked, body.length);

  const tensors: Record<string, StoredTensor> = Object.create(null);
  for (const { name, dtype, shape, data_offsets } of checked) {
    // A copy, since the bytes of the file may not be aligned.
    const { buffer } = Uint8Array.from(body.subarray(...data_offsets));
    tensors[name] = { shape, data: new ARRAYS[dtype](buffer) };
  }
  return { tensors, metadata: checkMetadata(metadata) };
}

function dtypeOf(name: string, { shape, data }: StoredTensor): Dtype {
  const size = shape.reduce((product, length) => product * length, 1);
  if (size !== data.length) {
    throw new SafetensorsError(
      `Expected ${size} values for "${name}" of shape [${shape}], got ${data.length}`,
    );
  }
  if (name === METADATA) throw new SafetensorsError(`Expected another name of a tensor than "${METADATA}"`);
  const dtype = DTYPES.find((key) => data instanceof ARRAYS[key]);
  if (dtype !== undefined) return dtype;
  throw new SafetensorsError(`Expected "${name}" to be a Float32Array, Int32Array or Uint8Array`);
}

function readHeaderLength(bytes: Uint8Array): number {
  if (bytes.length < LENGTH_BYTES) {
    throw new SafetensorsError(`Expected at least ${LENGTH_BYTES} bytes, found ${bytes.length}`);
  }
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const limit = Math.min(MAX_HEADER_BYTES, bytes.length - LENGTH_BYTES);
  if (length > limit) {
    throw new SafetensorsError(`Expected a header of at most ${limit} bytes, found one of ${length}`);
  }
  return length;
}

function readHeader(bytes: Uint8Array): Record<string, unknown> {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (cause) {
    throw new SafetensorsError("Expected the header to be JSON in UTF-8", { cause });
  }
  if (!isObject(header)) throw new SafetensorsError("Expected the header to be a JSON object");
  return header;
}

function checkEntry(name: string, entry: unknown): Entry {
  const fail = (expected: string, found: unknown): never => {
    throw new SafetensorsError(`Expected ${expected} for "${name}", found ${JSON.stringify(found)}`);
  };
  if (!isObject(entry)) return fail("an object with dtype, shape and data_offsets", entry);
  const { dtype, shape, data_offsets: offsets } = entry;
  if (!DTYPES.includes(dtype as Dtype)) return fail(`dtype ${DTYPES.join(", ")}`, dtype);
  if (!isCounts(shape)) return fail("a shape of whole numbers", shape);
  if (!isCounts(offsets) || offsets.length !== 2) return fail("two data_offsets", offsets);
  const [begin, end] = offsets as [number, number];
  const size = shape.reduce((product, length) => product * length, ARRAYS[dtype as Dtype].BYTES_PER_ELEMENT);
  if (end - begin !== size) return fail(`${size} bytes of data (shape [${shape}], ${dtype})`, offsets);
  return { dtype: dtype as Dtype, shape, data_offsets: [begin, end] };
}

/** The tensors lie end to end from the body's first byte to its last. */
function checkTiling(entries: readonly (Entry & { name: string })[], bodyBytes: number): void {
  const sorted = [...entries].sort(({ data_offsets: a }, { data_offsets: b }) => a[0] - b[0] || a[1] - b[1]);
  let expected = 0;
  for (const { name, data_offsets } of sorted) {
    if (data_offsets[0] !== expected) {
      const wrong = data_offsets[0] < expected ? "overlaps the tensor before it" : "leaves a gap before it";
      throw new SafetensorsError(
        `Expected "${name}" to begin at ${expected}, found ${data_offsets[0]}: it ${wrong}`,
      );
    }
    expected = data_offsets[1];
  }
  if (expected !== bodyBytes) {
    throw new SafetensorsError(`Expected ${expected} bytes of data after the header, found ${bodyBytes}`);
  }
}

function checkMetadata(metadata: unknown = {}): Record<string, string> {
  if (!isObject(metadata) || Object.values(metadata).some((value) => typeof value !== "string")) {
    throw new SafetensorsError(`Expected "${METADATA}" to be an object of strings`);
  }
  return Object.assign(Object.create(null), metadata);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);
