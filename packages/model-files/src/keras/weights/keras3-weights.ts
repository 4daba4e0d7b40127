import { KerasFileError } from "../../errors/keras-file-error.ts";
import type { Hdf5File } from "../../hdf5/hdf5-file.ts";
import type { WeightSource } from "./stored-weight.ts";
import { storedWeights } from "./stored-weights.ts";

/** Keras 2.13 kept layers here. */
const oldLayers = "_layer_checkpoint_dependencies";

/** Weights of `model.weights.h5` in a .keras archive, or of a `.weights.h5`: `layers/conv2d_1/vars/0`. */
export function keras3Weights(file: Hdf5File): WeightSource {
  const { id, library, checked } = file;
  const open = storedWeights(file);
  const isGroup = (path: string) => checked(() => library.get_type(id, path)) === library.H5G_GROUP;
  const isOld = isGroup(`/${oldLayers}`);
  return ({ path }) => {
    const group = `/${isOld ? path.replace(/(^|\/)layers(?=\/)/g, `$1${oldLayers}`) : path}/vars`;
    if (!isGroup(group)) return [];
    const names = checked(() => library.get_names(id, group, false));
    if (names.some((name) => !/^\d+$/.test(name) || Number(name) >= names.length)) {
      throw new KerasFileError(
        `Expected the datasets in ${group} to be numbered from 0, found ${names.slice(0, 5).join(", ")}`,
      );
    }
    return names.map((_, index) => open(`${group}/${index}`));
  };
}

/** Whether the file has the layout of Keras 3. */
export function isKeras3(file: Hdf5File): boolean {
  const { id, library, checked } = file;
  return ["layers", oldLayers].some(
    (name) => checked(() => library.get_type(id, `/${name}`)) === library.H5G_GROUP,
  );
}
