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
  const conditions: Condition[] = [];
  try {
    for (const { family, kind, severity, apply } of hardships(config)) {
      const [sum, amodal] = [new ConfusionMatrix(numClasses), new ConfusionMatrix(numClasses)];
      const pictures: number[][] = [];
      for (const sample of dataset.samples) {
        signal.throwIfAborted();
        const picture = await sample.load({ size });
        const hard = apply(picture, config.seed);
        const ids = await predictor.predict(floats(bgr ? exchangeRedAndBlue(hard.image) : hard.image));
        const counts = new ConfusionMatrix(numClasses).update(hard.labels.data, ids, size);
        sum.merge(counts);
        pictures.push(Array.from(overlapsOf(counts).overlaps));
        if (family === "occlusion") amodal.update(amodalLabels(picture.labels, hard.hidden).data, ids, size);
      }
      const seen = family === "occlusion" ? [...amodal.counts] : null;
      conditions.push({ family, kind, severity, counts: [...sum.counts], amodal: seen, pictures });
    }
  } finally {
    await predictor.dispose();
  }
  return conditions;
}
