import { ModelFileError } from "../errors/model-file-error.ts";
import { show } from "../json/parse-json.ts";
import { protobufFields } from "./protobuf-fields.ts";
import { bytesHeader, lengthOf, type Pieces, rewriteTensors } from "./rewrite-tensors.ts";

/** Numbers of the fields of onnx.proto's TensorProto that say where its bytes lie. */
const fields = { rawData: 9, externalData: 13, dataLocation: 14 } as const;
/** `data_location` of a tensor whose bytes lie in another file. */
const external = 1;
/** Protobuf ends here. */
const maxBytes = 2 ** 31 - 1;

/** The files beside an ONNX file in which weights of it lie, by the paths that it names. */
export function externalFiles(onnx: Uint8Array): string[] {
  const paths = new Set<string>();
  rewriteTensors(onnx, (tensor) => {
    const place = placeOf(tensor);
    if (place) paths.add(place.path);
    return undefined;
  });
  return [...paths];
}

/**
 * An ONNX file with the weights of other files in it, so that its bytes are all of the model and ONNX Runtime opens no file.
 *
 * @param files The files, by the paths that `externalFiles` gave.
 * @throws {ModelFileError} for weights outside their file, or more than 2 GiB in all.
 */
export function withExternalWeights(onnx: Uint8Array, files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const pieces = rewriteTensors(onnx, (tensor) => {
    const place = placeOf(tensor);
    return place && inlined(tensor, bytesAt(place, files));
  });
  if (!pieces) return onnx;
  const length = lengthOf(pieces);
  if (length > maxBytes) {
    throw new ModelFileError(
      `Expected an ONNX file and its weights of at most ${maxBytes} bytes, found ${length}`,
    );
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Where the bytes of a tensor lie. */
interface Place {
  readonly path: string;
  readonly offset: number;
  /** @default up to the end of the file */
  readonly length?: number;
}

function placeOf(tensor: Uint8Array): Place | undefined {
  let location = 0;
  const entries: Record<string, string> = {};
  for (const { field, content, value } of protobufFields(tensor)) {
    if (field === fields.dataLocation && value !== undefined) location = value;
    if (field !== fields.externalData || !content) continue;
    const [key = "", text = ""] = [1, 2].map((wanted) => textOf(content, wanted));
    entries[key] = text;
  }
  if (location !== external) return undefined;
  const number = (key: string) => {
    const text = entries[key];
    if (text === undefined || /^\d{1,15}$/.test(text)) return text === undefined ? undefined : Number(text);
    throw new ModelFileError(
      `Expected \`${key}\` of weights in another file to be a number, found ${show(text)}`,
    );
  };
  const { offset = 0, length } = { offset: number("offset"), length: number("length") };
  // "./weights.data" is the same file.
  const path = (entries["location"] ?? "").replace(/^(\.\/)+/, "");
  return { path, offset, ...(length !== undefined && { length }) };
}

const textOf = (message: Uint8Array, wanted: number): string =>
  new TextDecoder().decode(
    [...protobufFields(message)].find(({ field }) => field === wanted)?.content ?? new Uint8Array(),
  );

function bytesAt({ path, offset, length }: Place, files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const file = files.get(path) ?? new Uint8Array();
  const end = length === undefined ? file.length : offset + length;
  if (offset <= end && end <= file.length) return file.subarray(offset, end);
  throw new ModelFileError(
    `Expected ${show(path)} to have the weights at bytes ${offset} to ${end}, found ${file.length} bytes`,
  );
}

/** The message of a tensor with its bytes in it. */
function inlined(tensor: Uint8Array, bytes: Uint8Array): Pieces {
  const gone: readonly number[] = Object.values(fields);
  const kept = [...protobufFields(tensor)].filter(({ field }) => !gone.includes(field));
  return [...kept.map(({ whole }) => whole), bytesHeader(fields.rawData, bytes.length), bytes];
}
