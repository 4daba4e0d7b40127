import { classes, type Dataset } from "@faceseg/data";
import { createPredictor, evaluate } from "@faceseg/trainer";
import { loadModel } from "@faceseg/trainer/node";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { quantile } from "d3-array";
import type { Cell } from "./cells.ts";
import type { Config } from "./config.ts";
import { evaluationBatches, seenBy, singlePictures } from "./data.ts";
import { networks } from "./networks.ts";
import type { Evaluation } from "./results.ts";
import type { RunFolder } from "./run-folder.ts";

/** Pictures whose time is taken, and pictures before them that warm caches and buffers up. */
const timed = 50;
const warmup = 5;

/**
 * Scores a saved network on a set of pictures: counts of every picture, and the time of one picture at a time.
 *
 * @throws the signal's reason as soon as it is aborted.
 */
export async function measureNetwork(
  { name, key }: Cell,
  options: {
    readonly config: Config;
    readonly dataset: Dataset;
    /** Where the network is saved. */
    readonly files: RunFolder;
    /** Where the pictures are from. */
    readonly folder: string | null;
    readonly latency: boolean;
    readonly signal: AbortSignal;
  },
): Promise<Evaluation> {
  const { config, files, folder, signal } = options;
  const dataset = seenBy(networks[name], options.dataset);
  const model = await loadModel(files.model(key));
  try {
    const { pictures } = await evaluate(model, {
      data: evaluationBatches(dataset, config),
      numClasses: classes.length,
      onBatch: () => signal.throwIfAborted(),
    });
    return {
      dataset: dataset.name,
      split: dataset.split,
      folder,
      pictures: pictures.map(({ id, counts }) => ({ id, counts: [...counts.counts] })),
      quality: null,
      latency: options.latency ? await measureLatency(model, dataset, config) : null,
    };
  } finally {
    model.dispose();
  }
}

async function measureLatency(
  model: LayersModel,
  dataset: Dataset,
  config: Config,
): Promise<NonNullable<Evaluation["latency"]>> {
  const inputs: Float32Array[] = [];
  const indices = dataset.samples.slice(0, timed).keys();
  for await (const input of singlePictures(dataset, [...indices], config.size)) inputs.push(input);
  const predictor = await createPredictor(model, { batchSize: 1 });
  try {
    for (const input of inputs.slice(0, warmup)) await predictor.predict(input);
    const times: number[] = [];
    for (const input of inputs) {
      const start = performance.now();
      await predictor.predict(input);
      times.push(performance.now() - start);
    }
    return {
      pictures: times.length,
      p50: quantile(times, 0.5) ?? Number.NaN,
      p90: quantile(times, 0.9) ?? Number.NaN,
      engine: predictor.engine.name,
    };
  } finally {
    await predictor.dispose();
  }
}
