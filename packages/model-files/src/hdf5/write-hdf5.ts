import { createHdf5 } from "./hdf5-file.ts";

/** A dataset to be written, with the groups above it: `layers/conv2d/vars/0`. */
export interface Hdf5Array {
  readonly path: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Writes arrays of float32, and empty groups, as an HDF5 file. */
export async function writeHdf5(
  groups: readonly string[],
  arrays: readonly Hdf5Array[],
): Promise<Uint8Array> {
  return createHdf5(({ id, library, checked }) => {
    const made = new Set<string>();
    const makeGroup = (path: string) => {
      const parts = path.split("/");
      for (let length = 1; length <= parts.length; length++) {
        const group = parts.slice(0, length).join("/");
        if (!made.has(group)) checked(() => library.create_group(id, group));
        made.add(group);
      }
    };
    groups.forEach(makeGroup);
    for (const { path, shape, data } of arrays) {
      makeGroup(path.slice(0, path.lastIndexOf("/")));
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      const pointer = library._malloc(bytes.length);
      if (pointer === 0) throw new Error(`There is no memory for the ${bytes.length} bytes of ${path}`);
      try {
        library.HEAPU8.set(bytes, pointer);
        checked(() => library.create_dataset(id, path, BigInt(pointer), float32(shape)));
      } finally {
        library._free(pointer);
      }
    }
  });
}

const float32 = (shape: readonly number[]) => ({
  type: 1,
  size: 4,
  signed: false,
  vlen: false,
  littleEndian: true,
  shape: shape.map(BigInt),
  maxshape: null,
  total_size: shape.reduce((size, length) => size * length, 1),
});
