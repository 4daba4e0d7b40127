import { timeInference } from "./inference.ts";
import { benchNetwork } from "./networks.ts";
import type { EngineName, Job, Times } from "./task.ts";
import { timeTraining } from "./training.ts";

/** Times training, then inference, of one network on one of this project's engines. */
export async function measureEngine({ engine, ...job }: Job & { engine: EngineName }): Promise<Times> {
  const model = benchNetwork(job);
  const train = await timeTraining(model, job, engine);
  const peakRssMb = (process.resourceUsage().maxRSS * 1024) / 1e6;
  const infer = await timeInference(model, job, engine);
  return { train: train.times, infer, peakRssMb, version: train.version };
}
