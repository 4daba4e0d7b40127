import { createPredictor } from "@faceseg/engine";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { noise } from "./noise.ts";
import { timeInTurn } from "./stopwatch.ts";
import type { EngineName, Job } from "./task.ts";

/** An inference costs a fraction of a training step, so more of them are timed. */
export const callsPerStep = 3;

/** Milliseconds of each inference of a batch: pixels in, class ids out. */
export async function timeInference(model: LayersModel, job: Job, engine: EngineName): Promise<number[]> {
  const predictor = await createPredictor(model, { engine, threads: job.threads, batchSize: job.batch });
  const { images } = noise(job);
  const predict = () => predictor.predict(images);
  const times = await timeInTurn({ predict }, { calls: job.steps * callsPerStep, seconds: job.seconds });
  await predictor.dispose();
  return times.predict;
}
