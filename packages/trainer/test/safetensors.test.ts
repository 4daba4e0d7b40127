import { readFileSync } from "node:fs";
import fc from "fast-check";
import { decodeSafetensors, encodeSafetensors, type StoredTensor } from "../src/checkpoint/safetensors.ts";

const python = new Uint8Array(readFileSync(new URL("./golden/python.safetensors", import.meta.url)));

const tensors: Record<string, StoredTensor> = {
  step: { shape: [], data: new Int32Array([2147483647]) },
  "conv/kernel": {
    shape: [2, 3, 2],
    data: Float32Array.from({ length: 12 }, (_, index) => Math.fround(index) / 7),
  },
  empty: { shape: [0, 3], data: new Float32Array() },
  mask: { shape: [1, 3], data: new Uint8Array([0, 1, 255]) },
  "conv/bias": { shape: [2], data: new Float32Array([1.5, -0]) },
};

/** A file of this header and so many bytes of data. */
function file(header: unknown, dataBytes = 0): Uint8Array {
  const json = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}

test("decodeSafetensors(bytes) reads a file of Python's safetensors", () => {
  const decoded = decodeSafetensors(python);
  expect(decoded.metadata).toEqual({ format: "np" });
  expect({ ...decoded.tensors }).toEqual(tensors);
});

test("encodeSafetensors(tensors, metadata) gives the bytes of Python's safetensors", () => {
  expect(Buffer.from(encodeSafetensors(tensors, { format: "np" })).equals(python)).toBe(true);
});

const bits = (decoded: Readonly<Record<string, StoredTensor>>) =>
  Object.entries(decoded)
    .map(([name, { shape, data }]) => [
      name,
      data.constructor.name,
      shape,
      Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("hex"),
    ])
    .sort(([a], [b]) => ((a as string) < (b as string) ? -1 : 1));

const shapes = fc.array(fc.nat(4), { maxLength: 3 });
const stored = fc
  .tuple(shapes, fc.constantFrom(Float32Array, Int32Array, Uint8Array))
  .chain(([shape, Kind]) => {
    const values = shape.reduce((product, length) => product * length, 1);
    const bytes = fc.uint8Array({
      minLength: values * Kind.BYTES_PER_ELEMENT,
      maxLength: values * Kind.BYTES_PER_ELEMENT,
    });
    return bytes.map((raw) => ({ shape, data: new Kind(Uint8Array.from(raw).buffer) }));
  });
const names = fc
  .oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "a/b", "ключ"))
  .filter((name) => name !== "__metadata__");
const named = fc
  .array(fc.tuple(names, stored), { maxLength: 6 })
  .map((entries) => Object.fromEntries(entries));
const metadata = fc.dictionary(fc.oneof(fc.string(), fc.constant("__proto__")), fc.string());

test("decodeSafetensors(encodeSafetensors(tensors, metadata)) is the same to the bit, whatever the names", () => {
  fc.assert(
    fc.property(named, metadata, (original, about) => {
      const decoded = decodeSafetensors(encodeSafetensors(original, about));
      expect(bits(decoded.tensors)).toEqual(bits(original));
      expect(Object.entries(decoded.metadata).sort()).toEqual(Object.entries(about).sort());
    }),
  );
});

test("decodeSafetensors(bytes) reads bytes that lie anywhere in their buffer", () => {
  const shifted = new Uint8Array(python.length + 3);
  shifted.set(python, 3);
  expect({ ...decodeSafetensors(shifted.subarray(3)).tensors }).toEqual(tensors);
});

test("decodeSafetensors(bytes) of any file cut off, or with bytes to spare, throws", () => {
  for (let length = 0; length < python.length; length += 1) {
    expect(() => decodeSafetensors(python.subarray(0, length))).toThrow("safetensors: ");
  }
  expect(() => decodeSafetensors(new Uint8Array([...python, 0]))).toThrow(
    "safetensors: Expected 63 bytes of data after the header, found 64",
  );
});

test("decodeSafetensors(bytes) of arbitrary headers throws its own errors only, and pollutes no prototype", () => {
  const header = fc.oneof(
    fc.string(),
    fc.json(),
    fc.object().map((value) => JSON.stringify(value)),
  );
  fc.assert(
    fc.property(header, fc.nat(16), (text, dataBytes) => {
      try {
        decodeSafetensors(file(text, dataBytes));
      } catch (error) {
        expect((error as Error).message).toMatch(/^safetensors: /);
      }
    }),
  );
  expect(({} as { dtype?: unknown }).dtype).toBeUndefined();
});

const f32 = (begin: number, end: number, shape: unknown = [(end - begin) / 4]) => ({
  dtype: "F32",
  shape,
  data_offsets: [begin, end],
});
const declares = (length: bigint) => {
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setBigUint64(0, length, true);
  return bytes;
};

test.each([
  ["a header longer than the file", declares(9n), "a header of at most 8 bytes, found one of 9"],
  ["a header of 2^64 - 1 bytes", declares(2n ** 64n - 1n), "a header of at most 8 bytes"],
  ["no JSON", file("{"), "the header to be JSON in UTF-8"],
  ["an array for a header", file([]), "the header to be a JSON object"],
  [
    "another dtype",
    file({ a: { dtype: "F16", shape: [1], data_offsets: [0, 2] } }, 2),
    'dtype F32, I32, U8 for "a", found "F16"',
  ],
  [
    "a dtype from a prototype",
    file({ a: { dtype: "toString", shape: [], data_offsets: [0, 0] } }),
    "dtype F32, I32, U8",
  ],
  ["a negative length", file({ a: f32(0, 4, [-1]) }, 4), 'a shape of whole numbers for "a", found [-1]'],
  ["an overflowing shape", file({ a: f32(0, 4, [2 ** 52, 2 ** 52]) }, 4), 'for "a", found [0,4]'],
  [
    "a size that is not the shape's",
    file({ a: f32(0, 8, [3]) }, 8),
    '12 bytes of data (shape [3], F32) for "a"',
  ],
  ["offsets outside the file", file({ a: f32(0, 8) }, 4), "8 bytes of data after the header, found 4"],
  ["offsets the wrong way round", file({ a: f32(8, 4, [1]) }, 8), 'for "a", found [8,4]'],
  ["an overlap", file({ a: f32(0, 8), b: f32(4, 8) }, 8), '"b" to begin at 8, found 4: it overlaps'],
  ["a gap", file({ a: f32(0, 4), b: f32(8, 12) }, 12), '"b" to begin at 4, found 8: it leaves a gap'],
  [
    "metadata other than strings",
    file({ __metadata__: { epoch: 3 } }),
    '"__metadata__" to be an object of strings',
  ],
  ["an entry that is no object", file({ a: null }), "an object with dtype, shape and data_offsets"],
])("decodeSafetensors(bytes) with %s throws", (_title, bytes, message) => {
  expect(() => decodeSafetensors(bytes)).toThrow(message);
});

test("decodeSafetensors(bytes) with a header of more than 100 MB throws, however long the file", () => {
  const bytes = new Uint8Array(100_000_016);
  new DataView(bytes.buffer).setBigUint64(0, 100_000_008n, true);
  expect(() => decodeSafetensors(bytes)).toThrow(
    "a header of at most 100000000 bytes, found one of 100000008",
  );
});

test("encodeSafetensors(tensors) throws for values that do not fill the shape, and for the reserved name", () => {
  const data = new Float32Array(3);
  expect(() => encodeSafetensors({ a: { shape: [2, 2], data } })).toThrow(
    '4 values for "a" of shape [2,2], got 3',
  );
  expect(() => encodeSafetensors({ __metadata__: { shape: [3], data } })).toThrow(
    'Expected another name of a tensor than "__metadata__"',
  );
  expect(() => encodeSafetensors({ a: { shape: [3], data: new Float64Array(3) as never } })).toThrow(
    'Expected "a" to be a Float32Array, Int32Array or Uint8Array',
  );
});
