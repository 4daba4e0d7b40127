import { KerasFileError } from "../errors/keras-file-error.ts";

const hdf5 = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
const zip = [0x50, 0x4b];

/** @throws KerasFileError if the bytes are no HDF5 file, or fewer than its header promises. */
export function checkHdf5Signature(bytes: Uint8Array): void {
  if (isZip(bytes)) {
    throw new KerasFileError(
      'Expected a Keras .h5 file, found a zip archive (a `.keras` model?); save it as HDF5 with `model.save("model.h5")`',
    );
  }
  if (!startsWith(bytes, hdf5)) {
    const start = JSON.stringify(String.fromCharCode(...bytes.subarray(0, 16)));
    const found = bytes.length === 0 ? "no bytes" : `${bytes.length} bytes that begin with ${start}`;
    throw new KerasFileError(`Expected a Keras .h5 file (HDF5), found ${found}`);
  }
  const length = promisedLength(bytes);
  if (bytes.length < length) {
    throw new KerasFileError(`The .h5 file is cut off: it has ${bytes.length} of ${length} bytes`);
  }
}

/** Whether the bytes begin like a zip archive. */
export const isZip = (bytes: Uint8Array) => startsWith(bytes, zip);

const startsWith = (bytes: Uint8Array, prefix: readonly number[]) =>
  prefix.every((byte, index) => bytes[index] === byte);

/** End-of-file address of the superblock, which is the file's length when nothing is missing; 0 if not understood. */
function promisedLength(bytes: Uint8Array): number {
  const isOld = Number(bytes[8]) < 2;
  const addressSize = bytes[isOld ? 13 : 9];
  const offset = isOld ? 40 : 28;
  if (addressSize !== 8 || bytes.length < offset + 8) return bytes.length < 48 ? 48 : 0;
  return Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(offset, true));
}
