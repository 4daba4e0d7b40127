import type { Dataset } from "@faceseg/data";
import { averageProbabilities, classes } from "@faceseg/image";
import type { Recipe, View } from "./combinations.ts";
import type { Config } from "./config.ts";
import { countdown } from "./countdown.ts";
import type { NetworkName } from "./network-names.ts";
import { Panel } from "./panel.ts";
import type { Combination } from "./results.ts";
import type { RunFolder } from "./run-folder.ts";
import { Scorer } from "./scorer.ts";

/**
 * Scores combinations of saved networks on a set of pictures, all in one pass: what two of them share is predicted once.
 *
 * @throws the signal's reason as soon as it is aborted.
 */
export async function measureCombinations(
  recipes: readonly Recipe[],
  options: { config: Config; dataset: Dataset; files: RunFolder; folder: string | null; signal: AbortSignal },
): Promise<Combination[]> {
  const { config, dataset, files, folder, signal } = options;
  const size = { width: config.size, height: config.size };
  const shape = { ...size, classes: classes.length };
  const panel = new Panel(config, files);
  const scorers = recipes.map(() => new Scorer());
  const tick = countdown("Combinations", dataset.samples.length);
  try {
    for (const sample of dataset.samples) {
      const picture = await sample.load({ size });
      const known = new Map<string, Promise<Float32Array>>();
      const seen = (name: NetworkName, view: View) => {
        const key = `${name} ${view}`;
        const probabilities = known.get(key) ?? panel.probabilities(name, view, picture);
        known.set(key, probabilities);
        return probabilities;
      };
      for (const [i, { of, views, decide }] of recipes.entries()) {
        signal.throwIfAborted();
        const list: Float32Array[] = [];
        for (const name of of) for (const view of views) list.push(await seen(name, view));
        const probabilities = averageProbabilities(list);
        const ids = decide(probabilities, shape, picture.image).data;
        scorers[i]?.add({ id: picture.id, ...size, truth: picture.labels.data, ids, probabilities });
      }
      tick();
    }
  } finally {
    await panel.dispose();
  }
  return recipes.map(({ name, label, kind, of, against }, i) => ({
    name,
    label,
    kind,
    of: [...of],
    against,
    robustness: null,
    test: {
      dataset: dataset.name,
      split: dataset.split,
      folder,
      latency: null,
      ...(scorers[i] as Scorer).result(),
    },
  }));
}
