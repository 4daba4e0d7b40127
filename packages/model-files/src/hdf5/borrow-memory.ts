import { KerasFileError } from "../errors/keras-file-error.ts";
import type { Hdf5File } from "./hdf5-file.ts";

/** Deflate, the one compression that is usual in HDF5, makes data at most this many times smaller. */
const mostCompression = 1032;

/** Gives `use` zeroed memory of the library, `length` bytes at a pointer, and takes it back. */
export function borrowMemory<T>(
  file: Hdf5File,
  what: string,
  length: number,
  use: (pointer: number) => T,
): T {
  const { library } = file;
  const most = Math.min(library.MAXIMUM_MEMORY, mostCompression * file.length);
  const pointer = length <= most ? library._malloc(length) : 0;
  if (pointer === 0) {
    throw new KerasFileError(
      `The .h5 file is damaged: ${what} claims ${length} bytes, more than memory or the file can hold`,
    );
  }
  try {
    library.HEAPU8.fill(0, pointer, pointer + length);
    return use(pointer);
  } finally {
    library._free(pointer);
  }
}
