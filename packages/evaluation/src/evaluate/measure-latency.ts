import type { Dataset } from "@faceseg/data";
import { createPredictor, type EngineOptions } from "@faceseg/engine";
import { quantile } from "d3-array";
import type { Evaluation } from "../results/evaluation-schema.ts";
import { floats } from "./floats.ts";
import type { Evaluable, Predict } from "./predict.ts";

/** Images that are predicted before the first whose time is taken: they warm caches and buffers up. */
const warmup = 5;

/** Options of `measureLatency`. */
export interface LatencyOptions extends EngineOptions {
  /** Images to predict; the first of them are used. */
  readonly dataset: Dataset;
  /** At most so many. @default 50 */
  readonly images?: number;
}

/** Milliseconds that a model takes for one image at a time, after warm-up. */
export async function measureLatency(
  model: Exclude<Evaluable, Predict>,
  { dataset, images: most = 50, ...engine }: LatencyOptions,
): Promise<NonNullable<Evaluation["latency"]>> {
  const predictor = await createPredictor(model, { ...engine, batchSize: 1 });
  try {
    const inputs: Float32Array[] = [];
    for (const sample of dataset.samples.slice(0, most)) {
      inputs.push(floats((await sample.load({ size: predictor.inputSize })).image));
    }
    for (const input of inputs.slice(0, warmup)) await predictor.predict(input);
    const times: number[] = [];
    for (const input of inputs) {
      const start = performance.now();
      await predictor.predict(input);
      times.push(performance.now() - start);
    }
    return {
      images: times.length,
      p50: quantile(times, 0.5) ?? Number.NaN,
      p90: quantile(times, 0.9) ?? Number.NaN,
      engine: predictor.engine.name,
    };
  } finally {
    await predictor.dispose();
  }
}
