import type { Dataset } from "@faceseg/data";
import { amodalLabels, type Condition as Hardship, robustnessSuite } from "@faceseg/data/robustness";
import { averageProbabilities, classes, type LabeledImage } from "@faceseg/image";
import { ConfusionMatrix, overlapsOf } from "@faceseg/metrics";
import { loadModel } from "@faceseg/model-files/node";
import { createPredictor } from "@faceseg/trainer";
import type { Cell } from "./cells.ts";
import type { Recipe } from "./combinations.ts";
import type { Config } from "./config.ts";
import { countdown } from "./countdown.ts";
import { floats } from "./floats.ts";
import { Panel } from "./panel.ts";
import type { Condition } from "./results.ts";
import type { RunFolder } from "./run-folder.ts";

const numClasses = classes.length;

interface Where {
  /** Names what is tested, as people write it. */
  readonly label: string;
  readonly config: Config;
  readonly dataset: Dataset;
  readonly files: RunFolder;
  readonly signal: AbortSignal;
}

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
export async function measureRobustness({ key }: Cell, where: Where): Promise<Condition[]> {
  const model = await loadModel(where.files.model(key));
  const predictor = await createPredictor(model);
  model.dispose();
  try {
    return await scoreHardships(({ image }) => predictor.predict(floats(image)), where);
  } finally {
    await predictor.dispose();
  }
}

/** The same for several networks, their probabilities averaged. */
export async function measureEnsembleRobustness(
  { of, views, decide }: Recipe,
  where: Where,
): Promise<Condition[]> {
  const panel = new Panel(where.config, where.files);
  const shape = { width: where.config.size, height: where.config.size, classes: numClasses };
  try {
    return await scoreHardships(async (picture) => {
      const list: Float32Array[] = [];
      for (const name of of)
        for (const view of views) list.push(await panel.probabilities(name, view, picture));
      return decide(averageProbabilities(list), shape, picture.image).data;
    }, where);
  } finally {
    await panel.dispose();
  }
}

/** @param segment Gives the class of every pixel. */
async function scoreHardships(
  segment: (picture: LabeledImage) => Promise<Uint8Array>,
  { label, config, dataset, signal }: Where,
): Promise<Condition[]> {
  const size = { width: config.size, height: config.size };
  const conditions = hardships(config).map((hardship) => ({
    hardship,
    counts: new ConfusionMatrix(numClasses),
    amodal: hardship.family === "occlusion" ? new ConfusionMatrix(numClasses) : null,
    pictures: [] as number[][],
  }));
  const tick = countdown(label, dataset.samples.length);
  for (const sample of dataset.samples) {
    const picture = await sample.load({ size });
    for (const { hardship, counts, amodal, pictures } of conditions) {
      signal.throwIfAborted();
      const hard = hardship.apply(picture, config.seed);
      const ids = await segment(hard);
      const own = new ConfusionMatrix(numClasses).update(hard.labels.data, ids, size);
      counts.merge(own);
      amodal?.update(amodalLabels(picture.labels, hard.hidden).data, ids, size);
      pictures.push(Array.from(overlapsOf(own).overlaps));
    }
    tick();
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
