import type { Dataset } from "@faceseg/data";
import type { Combination } from "../results/measurement-schemas.ts";
import { Scorer } from "../scores/scorer.ts";
import type { Panel } from "./panel.ts";
import type { Recipe, View } from "./recipe.ts";

/** Options of `measureCombinations`. */
export interface CombinationOptions {
  /** The networks. */
  readonly panel: Panel;
  /** Images with their truth. */
  readonly dataset: Dataset;
  /** Folder of the data set, for `results.json`. @default null */
  readonly folder?: string | null;
  /** Stops before the next prediction. */
  readonly signal?: AbortSignal;
  /** Called after each image with how many are done. */
  readonly onImage?: (done: number) => void;
}

/**
 * Scores combinations of networks in one pass over the images: what two recipes share is predicted once.
 *
 * @throws the signal's reason when it is aborted.
 */
export async function measureCombinations(
  recipes: readonly Recipe[],
  { panel, dataset, folder = null, signal, onImage }: CombinationOptions,
): Promise<Combination[]> {
  const { numClasses } = panel;
  const size = { width: panel.size, height: panel.size };
  const scorers = recipes.map(() => new Scorer({ numClasses, quality: true }));
  for (const [done, sample] of dataset.samples.entries()) {
    const { id, image, labels } = await sample.load({ size });
    const known = new Map<string, Promise<Float32Array>>();
    const seen = (name: string, view: View) => {
      const key = `${name} ${view}`;
      const probabilities = known.get(key) ?? panel.probabilities(name, view, image);
      known.set(key, probabilities);
      return probabilities;
    };
    for (const [i, recipe] of recipes.entries()) {
      signal?.throwIfAborted();
      const prediction = await panel.combine(recipe, image, seen);
      scorers[i]?.add({ id, ...size, truth: labels.data, ...prediction });
    }
    onImage?.(done + 1);
  }
  const { name: set, split } = dataset;
  const classes = panel.taxonomy.classes.map((one) => one.name);
  return recipes.map(({ name, label, kind, of, against }, i) => ({
    name,
    label,
    kind,
    of: [...of],
    against,
    robustness: null,
    test: { dataset: set, split, folder, classes, latency: null, ...(scorers[i] as Scorer).result() },
  }));
}
