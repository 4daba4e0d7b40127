import type { Dataset } from "@faceseg/data";
import { argmax, classes } from "@faceseg/image";
import { loadModel } from "@faceseg/model-files/node";
import { createPredictor } from "@faceseg/trainer";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { quantile } from "d3-array";
import type { Cell } from "./cells.ts";
import type { Config } from "./config.ts";
import { seenBy, singlePictures } from "./data.ts";
import { floats } from "./floats.ts";
import { networks } from "./networks.ts";
import type { Evaluation } from "./results.ts";
import type { RunFolder } from "./run-folder.ts";
import { type Answer, Scorer } from "./scorer.ts";

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
    const scorer = new Scorer();
    for await (const answer of answers(model, dataset, config)) {
      signal.throwIfAborted();
      scorer.add(answer);
    }
    return {
      dataset: dataset.name,
      split: dataset.split,
      folder,
      ...scorer.result(),
      latency: options.latency ? await measureLatency(model, dataset, config) : null,
    };
  } finally {
    model.dispose();
  }
}

/** What a network makes of every picture, one after another. */
async function* answers(model: LayersModel, dataset: Dataset, config: Config): AsyncGenerator<Answer> {
  const predictor = await createPredictor(model, { probabilities: true });
  const size = { width: config.size, height: config.size };
  const shape = { ...size, classes: classes.length };
  try {
    for (const sample of dataset.samples) {
      const { id, image, labels } = await sample.load({ size });
      const probabilities = await predictor.probabilities(floats(image));
      const ids = argmax(probabilities, shape).data;
      yield { id, ...size, truth: labels.data, ids, probabilities };
    }
  } finally {
    await predictor.dispose();
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
