// Runs in Node and, bundled, in the page.
import type { Batches } from "@faceseg/image";
import { fit } from "@faceseg/trainer";
import { benchNetwork } from "../networks.ts";
import { noise } from "../noise.ts";
import type { EngineName, Job } from "../task.ts";

/** The result of a short training. */
export interface Trained {
  /** The engine and what it runs on. */
  readonly engine: string;
  readonly losses: readonly number[];
  /** Milliseconds of each step but the first, which compiles. */
  readonly times: readonly number[];
}

/** Trains a network repeatedly on one batch of noise. */
export async function train({ engine, ...job }: Job & { engine: EngineName }): Promise<Trained> {
  const batch = noise(job);
  const { steps, size, threads } = job;
  const data: Batches = {
    length: steps + 1,
    batchSize: job.batch,
    size: { width: size, height: size },
    async *epoch() {
      for (let i = 0; i <= steps; i++) yield batch;
    },
  };
  const losses: number[] = [];
  const times: number[] = [];
  let [begun, summed] = [0, 0];
  const watch = {
    name: "watch",
    onTrainBatchBegin: () => {
      begun = performance.now();
    },
    onTrainBatchEnd: (index: number, logs: Readonly<Record<string, number>>) => {
      if (index > 0) times.push(performance.now() - begun);
      const sum = (logs["loss"] as number) * (index + 1); // the log is the mean of the epoch so far
      losses.push(sum - summed);
      summed = sum;
    },
  };
  const history = await fit(benchNetwork(job), {
    train: data,
    epochs: 1,
    engine,
    threads,
    callbacks: [watch],
  });
  return { engine: history.engine.reason.replace("asked for; ", ""), losses, times };
}
