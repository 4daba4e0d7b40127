import { augment, batches } from "@faceseg/data";
import {
  adam,
  type Callback,
  fit,
  type Logs,
  learningRateScheduler,
  type Run,
  warmupCosine,
} from "@faceseg/trainer";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { drawnFaces } from "./faces.ts";
import type { Trained, TrainNews, TrainRequest } from "./protocol.ts";
import { Unseen } from "./unseen.ts";

const batchSize = 8;
/** Numbers of shown and of scored faces; the network is trained on none of them. */
const [watched, scored] = [6, 16];

/** Trains a network from scratch on synthetic faces, and reports its progress. */
export async function train(
  model: LayersModel,
  { faces, size, epochs, threads, seed }: TrainRequest,
  tell: (news: TrainNews) => void,
  signal: AbortSignal,
): Promise<Trained> {
  const others = drawnFaces({ count: scored, size, seed: seed + 1 });
  const unseen = await Unseen.draw(others, watched, size, threads);
  tell({ kind: "unseen", faces: unseen.faces });
  const own = drawnFaces({
    ...{ count: faces, size, seed },
    onDrawn: (count) => tell({ kind: "drawn", count, of: faces }),
  });
  const options = { size, batchSize, shuffle: true, seed, transform: augment(), dropRemainder: true };
  const data = batches(own, options);
  const watch = new Watch(unseen, tell);
  const { engine, stoppedBy } = await fit(model, {
    train: data,
    validation: batches(others, { size, batchSize }),
    epochs,
    engine: "onnxruntime-web",
    threads,
    optimizer: adam(),
    callbacks: [
      learningRateScheduler(warmupCosine({ warmupSteps: data.length, peak: 4e-3, floor: 0 })),
      watch,
    ],
    signal,
  });
  await watch.guess(model);
  return { steps: watch.steps, stopped: stoppedBy !== "epochs", engine: engine.reason };
}

/** Reports every step, and the predictions for the unseen faces, often at first and rarely later. */
class Watch implements Callback {
  readonly name = "watch";
  steps = 0;
  private readonly unseen: Unseen;
  private readonly tell: (news: TrainNews) => void;
  private begun = 0;
  private sum = 0;
  private next = 1;

  constructor(unseen: Unseen, tell: (news: TrainNews) => void) {
    this.unseen = unseen;
    this.tell = tell;
  }

  onTrainBatchBegin(): void {
    this.begun = performance.now();
  }

  async onTrainBatchEnd(batch: number, logs: Logs, run: Run): Promise<void> {
    const ms = performance.now() - this.begun;
    const sum = (logs["loss"] as number) * (batch + 1); // the log is the mean of the epoch so far
    const loss = sum - (batch === 0 ? 0 : this.sum);
    this.sum = sum;
    this.steps++;
    this.tell({ kind: "step", step: this.steps, of: run.epochs * run.stepsPerEpoch, loss, ms });
    if (this.steps >= this.next) {
      this.next = Math.ceil(this.steps * 1.25) + 3;
      await run.syncWeights();
      await this.guess(run.model);
    }
    // Lets this worker receive the message to stop.
    await new Promise((resolve) => setTimeout(resolve));
  }

  onEpochEnd(_: number, logs: Logs): void {
    this.tell({ kind: "score", step: this.steps, meanIou: logs["val_mean_iou"] as number });
  }

  async guess(model: LayersModel): Promise<void> {
    this.tell({ kind: "guesses", step: this.steps, guesses: await this.unseen.guesses(model) });
  }
}
