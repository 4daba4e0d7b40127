import { KerasFileError } from "../../errors/keras-file-error.ts";
import type { Hdf5File } from "../../hdf5/hdf5-file.ts";
import { stringList } from "../../hdf5/string-list.ts";
import type { StoredWeight, WeightSource } from "./stored-weight.ts";
import { storedWeights } from "./stored-weights.ts";

/** Weights of a legacy .h5 file: groups by the names of the outermost layers, each with a list of `weight_names`. */
export function legacyWeights(file: Hdf5File, group: string): WeightSource {
  const open = storedWeights(file);
  const byLayer = new Map<string, Map<string, StoredWeight[]>>();
  return ({ names }) => {
    const [outer, leaf] = [names[0] as string, names.at(-1) as string];
    let within = byLayer.get(outer);
    if (within === undefined) {
      within = new Map();
      for (const name of stringList(file, `${group}${outer}`, "weight_names") ?? []) {
        // A model in a model lists `conv/kernel:0`, perhaps behind names of models; other layers may write anything.
        const inner = names.length === 1 ? leaf : (name.split("/").at(-2) ?? outer);
        const list = within.get(inner) ?? [];
        within.set(inner, [...list, open(`${group}${outer}/${name}`)]);
      }
      byLayer.set(outer, within);
    }
    return within.get(leaf) ?? [];
  };
}

/** The group that holds the layers, if this is a legacy file. */
export function legacyGroup(file: Hdf5File): string | undefined {
  return ["/model_weights/", "/"].find((path) => stringList(file, path, "layer_names"));
}

/** @throws KerasFileError if two layers in one of the outermost layers have the same name, as their weights then mix. */
export function checkUnmixed(places: Iterable<readonly string[]>): void {
  const seen = new Set<string>();
  for (const names of places) {
    const key = JSON.stringify([names[0], names.at(-1)]);
    if (seen.has(key)) {
      throw new KerasFileError(
        `Expected the layers in ${names[0]} to have names of their own, as .h5 files list weights by name; found ${names.at(-1)} twice`,
      );
    }
    seen.add(key);
  }
}
