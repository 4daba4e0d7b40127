import { KerasFileError } from "../../errors/keras-file-error.ts";
import type { Hdf5File } from "../../hdf5/hdf5-file.ts";
import { readFloats } from "../../hdf5/read-floats.ts";
import { unpackLimit } from "../../zip/unpack-limit.ts";
import type { StoredWeight } from "./stored-weight.ts";

/** Opens the datasets of a file as weights; together they may read no more than `unpackLimit` of it. */
export function storedWeights(file: Hdf5File): (path: string) => StoredWeight {
  const { id, library, checked } = file;
  let total = 0;
  return (path) => {
    if (checked(() => library.get_type(id, path)) !== library.H5G_DATASET) {
      throw new KerasFileError(`Expected the weights to have a dataset ${path}, found none`);
    }
    const shape = checked(() => library.get_dataset_metadata(id, path)).shape ?? [];
    return {
      path,
      shape,
      read: () => {
        total += 4 * shape.reduce((size, length) => size * length, 1);
        const most = unpackLimit(file.length);
        if (total > most) {
          throw new KerasFileError(
            `Expected weights in ${file.length} bytes of HDF5 to be at most ${most} bytes, found ${path} that brings them to ${total}`,
          );
        }
        return readFloats(file, path).data;
      },
    };
  };
}
