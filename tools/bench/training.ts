import type { Batches } from "@faceseg/image";
import { fit } from "@faceseg/trainer";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { noise } from "./noise.ts";
import type { EngineName, Job } from "./task.ts";

/**
 * Milliseconds of each training step of `fit` except the first, which compiles: forward pass, backward pass, Adam, and
 * the scores of the step.
 */
export async function timeTraining(
  model: LayersModel,
  job: Job,
  engine: EngineName,
): Promise<{ times: number[]; version: string }> {
  const { steps, seconds, batch: batchSize, size, threads } = job;
  const batch = noise(job);
  const length = steps + 1;
  const train: Batches = {
    length,
    batchSize,
    size: { width: size, height: size },
    async *epoch() {
      for (let i = 0; i < length; i++) yield batch;
    },
  };
  const times: number[] = [];
  const enough = new AbortController();
  let begun = 0;
  const stopwatch = {
    name: "stopwatch",
    onTrainBatchBegin: () => {
      begun = performance.now();
    },
    onTrainBatchEnd: (index: number) => {
      if (index > 0) times.push(performance.now() - begun);
      if (times.reduce((a, b) => a + b, 0) > seconds * 1000) enough.abort();
    },
  };
  const callbacks = [stopwatch];
  const history = await fit(model, { train, epochs: 1, engine, threads, callbacks, signal: enough.signal });
  return { times, version: history.engine.reason.replace("asked for; ", "") };
}
