import {
  amodalLabels,
  classes,
  type Dataset,
  type Condition as Hardship,
  robustnessSuite,
} from "@faceseg/data";
import { ConfusionMatrix, overlapsOf } from "@faceseg/metrics";
import { createPredictor } from "@faceseg/trainer";
import { loadModel } from "@faceseg/trainer/node";
import type { Cell } from "./cells.ts";
import type { Config } from "./config.ts";
import { floats } from "./floats.ts";
import { networks } from "./networks.ts";
import { exchangeRedAndBlue } from "./original-defects.ts";
import type { Condition } from "./results.ts";
import type { RunFolder } from "./run-folder.ts";

const numClasses = classes.length;

/** The conditions of the configured severities. */
export function hardships({ robustness }: Config): Hardship[] {
  return robustnessSuite.filter(({ severity }) => robustness?.severities.includes(severity));
}

/**
 * Scores a saved network on the same pictures under every hardship; the study's first seed draws these, so that every
 * network sees the same.
 *
 * @throws the signal's reason as soon as it is aborted.
 */
export async function measureRobustness(
  { name, key }: Cell,
  options: { config: Config; dataset: Dataset; files: RunFolder; signal: AbortSignal },
): Promise<Condition[]> {
  const { config, dataset, files, signal } = options;
  const size = { width: config.size, height: config.size };
  const { bgr } = networks[name].training;
  const model = await loadModel(files.model(key));
  const predictor = await createPredictor(model);
  model.dispose();
  const conditions = hardships(config).map((hardship) => ({
    hardship,
    counts: new ConfusionMatrix(numClasses),
    amodal: hardship.family === "occlusion" ? new ConfusionMatrix(numClasses) : null,
    pictures: [] as number[][],
  }));
  try {
    for (const sample of dataset.samples) {
      const picture = await sample.load({ size });
      for (const { hardship, counts, amodal, pictures } of conditions) {
        signal.throwIfAborted();
        const hard = hardship.apply(picture, config.seed);
        const ids = await predictor.predict(floats(bgr ? exchangeRedAndBlue(hard.image) : hard.image));
        const own = new ConfusionMatrix(numClasses).update(hard.labels.data, ids, size);
        counts.merge(own);
        amodal?.update(amodalLabels(picture.labels, hard.hidden).data, ids, size);
        pictures.push(Array.from(overlapsOf(own).overlaps));
      }
    }
  } finally {
    await predictor.dispose();
  }
  return conditions.map(({ hardship: { family, kind, severity }, counts, amodal, pictures }) => ({
    family,
    kind,
    severity,
    counts: [...counts.counts],
    amodal: amodal && [...amodal.counts],
    pictures,
  }));
}
