import { KerasFileError } from "../errors/keras-file-error.ts";
import { borrowMemory } from "./borrow-memory.ts";
import type { Hdf5File } from "./hdf5-file.ts";

const floatClass = 1;
const classes = [
  "integers",
  "floats",
  "times",
  "strings",
  "bit fields",
  "opaque bytes",
  "compounds",
  "references",
];

/** Reads a dataset of float16, float32 or float64 numbers, whatever their byte order, as float32; refuses NaN and infinity. */
export function readFloats(file: Hdf5File, path: string): { shape: number[]; data: Float32Array } {
  const { id, library, checked } = file;
  const { type, size, total_size: count, shape } = checked(() => library.get_dataset_metadata(id, path));
  if (type !== floatClass || ![2, 4, 8].includes(size) || shape === null) {
    const found =
      shape === null ? "no values" : `${8 * size}-bit ${classes[type] ?? "values of another type"}`;
    throw new KerasFileError(
      `Expected ${path} in the .h5 file to be float16, float32 or float64, found ${found}`,
    );
  }
  // The library makes the numbers little-endian; its own reader knows no float16.
  const bytes = borrowMemory(file, path, size * count, (pointer) => {
    checked(() => library.get_dataset_data(id, path, null, null, null, BigInt(pointer)));
    return library.HEAPU8.slice(pointer, pointer + size * count);
  });
  const data = new Float32Array(count);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < count; i++) {
    if (size === 4) data[i] = view.getFloat32(4 * i, true);
    else if (size === 8) data[i] = view.getFloat64(8 * i, true);
    else data[i] = fromFloat16(view.getUint16(2 * i, true));
    if (!Number.isFinite(data[i])) {
      throw new KerasFileError(`Expected ${path} in the .h5 file to be finite, found ${data[i]} at ${i}`);
    }
  }
  return { shape, data };
}

/** IEEE 754 half precision: 1 bit of sign, 5 of exponent, 10 of fraction. */
function fromFloat16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = (bits & 0x3ff) / 1024;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -14 : (1 + fraction) * 2 ** (exponent - 15));
}
