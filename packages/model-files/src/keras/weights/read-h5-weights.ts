import { KerasFileError } from "../../errors/keras-file-error.ts";
import { type Hdf5File, readHdf5 } from "../../hdf5/hdf5-file.ts";
import { readFloats } from "../../hdf5/read-floats.ts";
import { stringList } from "../../hdf5/string-list.ts";
import { checkBytes } from "./check-bytes.ts";

/** One weight of a layer, its values in row-major order. */
export interface KerasWeight {
  /** Keras's name without the layer and `:0`, for instance `kernel` or `moving_mean`. */
  readonly name: string;
  /** Length of each axis. */
  readonly shape: readonly number[];
  /** Values in row-major order. */
  readonly data: Float32Array;
}

/**
 * Reads all weights of a Keras HDF5 file (`.h5`), by layer name: a weight file of Keras 1 or 2, or a whole model saved
 * as `.h5` by Keras 1 to 3. Layers without weights are left out. Numbers of 16 and 64 bits become float32. Where two
 * weights of a layer would have one name (a model nested in a model), theirs are paths: `block_1/kernel`.
 *
 * @throws KerasFileError if the bytes are no HDF5 file, are cut off or damaged, hold no Keras weights, or weights that
 * are not floats.
 * @example
 * const weights = await readH5Weights(await readFile("mobilenet_v2_weights.h5"));
 * weights.get("Conv1")?.map(({ name, shape }) => [name, shape]);
 * //=> [["kernel", [3, 3, 3, 32]]]
 */
export async function readH5Weights(bytes: Uint8Array): Promise<Map<string, KerasWeight[]>> {
  checkBytes(bytes);
  return readHdf5(bytes, readLayers);
}

function readLayers(file: Hdf5File): Map<string, KerasWeight[]> {
  const { id, library, checked } = file;
  const group = ["/", "/model_weights/"].find((path) => stringList(file, path, "layer_names"));
  if (group === undefined) throw new KerasFileError(notKeras(file));
  const layers = new Map<string, KerasWeight[]>();
  for (const layer of stringList(file, group, "layer_names") ?? []) {
    const weightNames = stringList(file, `${group}${layer}`, "weight_names");
    if (weightNames === undefined) {
      throw new KerasFileError(
        `The .h5 file lists the layer ${layer} but has no group ${group}${layer} with the attribute \`weight_names\``,
      );
    }
    const names = shortNames(layer, weightNames);
    const weights = weightNames.map((path, index) => {
      const fullPath = `${group}${layer}/${path}`;
      if (checked(() => library.get_type(id, fullPath)) !== library.H5G_DATASET) {
        throw new KerasFileError(`The .h5 file lists the weight ${path} but has no dataset ${fullPath}`);
      }
      return { name: names[index] as string, ...readFloats(file, fullPath) };
    });
    if (weights.length > 0) layers.set(layer, weights);
  }
  return layers;
}

/** `block_1_expand/kernel:0` is `kernel`, unless another weight of the layer ends likewise. */
function shortNames(layer: string, paths: readonly string[]): string[] {
  const plain = paths.map((path) => path.replace(/:\d+$/, ""));
  const short = plain.map((path) => path.slice(path.lastIndexOf("/") + 1));
  if (new Set(short).size === short.length) return short;
  return plain.map((path) => (path.startsWith(`${layer}/`) ? path.slice(layer.length + 1) : path));
}

function notKeras({ id, library, checked }: Hdf5File): string {
  const groups = checked(() => library.get_names(id, "/", false));
  if (groups.includes("layers") || groups.includes("_layer_checkpoint_dependencies")) {
    return 'Expected Keras\'s legacy HDF5 layout, found a `.weights.h5` of Keras 3; save the model with `model.save("model.h5")`';
  }
  const found = groups.length === 0 ? "nothing" : groups.slice(0, 5).join(", ");
  return `Expected Keras weights in the .h5 file (an attribute \`layer_names\` or a group model_weights), found ${found}`;
}
