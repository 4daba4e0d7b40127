import type { Dataset } from "@faceseg/data";
import { type Condition, robustnessSuite } from "@faceseg/data/robustness";
import {
  conditionSchema,
  costSchema,
  type Evaluation,
  evaluate,
  evaluationSchema,
  measureLatency,
  measurePrecision,
  measureRobustness,
  type NetworkResults,
  precisionSchema,
} from "@faceseg/evaluation";
import { looksAtAllEngines, measureCosts } from "@faceseg/evaluation/node";
import { loadLayersModel, loadModel } from "@faceseg/model-files/node";
import { z } from "zod";
import type { Config } from "../config/config.ts";
import { seenBy } from "../data/splits.ts";
import { type Cell, titleOf } from "../files/cells.ts";
import { once } from "../files/once.ts";
import { networks } from "../networks/network-list.ts";
import type { Context } from "./context.ts";
import { countdown } from "./countdown.ts";

/** Registers the layers of every network in the process that measures costs. */
const layersModule = new URL("../networks/network-list.ts", import.meta.url).href;

/** The robustness conditions of the configured severities. */
export function conditionsOf({ robustness }: Pick<Config, "robustness">): Condition[] {
  return robustnessSuite.filter(({ severity }) => robustness?.severities.includes(severity));
}

/** Tests a trained network; what is finished already is read. */
export async function testNetwork(
  cell: Cell,
  context: Context,
): Promise<Pick<NetworkResults, "test" | "other" | "robustness" | "costs" | "precision">> {
  const { folder, config, splits, signal, log } = context;
  // A variant answers one question, and does so on unchanged images.
  const isWhole = networks[cell.name].changes === undefined;
  const title = titleOf(cell, config);
  const measure = (piece: "test" | "other", dataset: Dataset, from: string | null) =>
    once(
      folder.finished(cell.key, piece),
      evaluationSchema,
      () => {
        log(`Testing ${title} on ${dataset.samples.length} images of ${dataset.name}`);
        return score(cell, dataset, { ...context, from, latency: piece === "test" });
      },
      (old) => old.folder === from,
    );
  const file = (piece: "robustness" | "costs" | "precision") => folder.finished(cell.key, piece);
  return {
    test: await measure("test", splits.test, config.data),
    other: splits.other && (await measure("other", splits.other, config.testData)),
    robustness:
      config.robustness && isWhole
        ? await once(file("robustness"), z.array(conditionSchema), () => robustnessOf(cell, title, context))
        : null,
    costs:
      config.costs && isWhole
        ? await once(
            file("costs"),
            costSchema,
            () => {
              log(`Timing ${title} on each engine`);
              return measureCosts(folder.model(cell.key), { modules: [layersModule], signal });
            },
            looksAtAllEngines,
          )
        : null,
    precision:
      config.costs && isWhole
        ? await once(file("precision"), z.array(precisionSchema), () => precisionOf(cell, title, context))
        : null,
  };
}

async function score(
  { name, key }: Cell,
  dataset: Dataset,
  { folder, signal, from, latency }: Context & { readonly from: string | null; readonly latency: boolean },
): Promise<Evaluation> {
  const seen = seenBy(networks[name], dataset);
  const options = { dataset: seen, quality: true, folder: from, signal };
  const evaluation = await evaluate(await loadModel(folder.model(key)), options);
  if (!latency) return evaluation;
  return {
    ...evaluation,
    latency: await measureLatency(await loadModel(folder.model(key)), { dataset: seen }),
  };
}

async function robustnessOf({ key }: Cell, title: string, { folder, config, splits, signal, log }: Context) {
  const conditions = conditionsOf(config);
  log(`Testing ${title} under ${conditions.length} robustness conditions`);
  const dataset = splits.test;
  const onImage = countdown(title, dataset.samples.length);
  const options = { dataset, conditions, seed: config.seed, signal, onImage };
  return measureRobustness(await loadModel(folder.model(key)), options);
}

async function precisionOf({ name, key }: Cell, title: string, { folder, splits, signal, log }: Context) {
  log(`Testing ${title} with weights in fewer bits`);
  const model = await loadLayersModel(folder.model(key));
  try {
    return await measurePrecision(model, { dataset: seenBy(networks[name], splits.test), signal });
  } finally {
    model.dispose();
  }
}
