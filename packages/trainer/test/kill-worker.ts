// A training that may be killed: `kill-worker.ts <folder> changes|milliseconds <count>`. It kills itself after so many
// changes of the disk, half way through a file if it is writing one, or after so much time from its first step on; with
// `never` it goes on to its end. The folder has all that it keeps.
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { adam, fit, reduceLrOnPlateau } from "../src/index.ts";
import { csvLogger, modelCheckpoint, runFolder } from "../src/node.ts";
import { diesAfter } from "./dying-disk.ts";
import { stripes, tinyNetwork } from "./tiny.ts";

const [folder = "", how = "never", count = "0"] = process.argv.slice(2);
tf.env().set("IS_TEST", true);
await tf.ready();

const pictures = (length: number) => ({
  length,
  batchSize: 1,
  size: { width: 16, height: 16 },
  async *epoch(epoch: number, start = 0) {
    for (let i = start; i < length; i++) yield stripes((epoch * 3 + i) % 8);
  },
});

let armed = false;

/** Kills from another thread, so that no step of this one is spared. */
const deadline = {
  name: "deadline",
  onTrainBatchBegin: () => {
    if (how !== "milliseconds" || armed) return;
    armed = true;
    const script = `setTimeout(() => process.kill(process.pid, "SIGKILL"), ${Number(count)})`;
    new Worker(script, { eval: true }).unref();
  },
};

const train = async () => {
  await fit(tinyNetwork(), {
    train: pictures(4),
    validation: pictures(2),
    epochs: 40,
    optimizer: adam({ learningRate: 0.01 }),
    callbacks: [
      reduceLrOnPlateau({ patience: 2, factor: 0.7, minDelta: 0.01 }),
      modelCheckpoint({ folder: join(folder, "best"), saveBestOnly: true }),
      csvLogger(join(folder, "log.csv")),
      deadline,
    ],
    store: runFolder(join(folder, "state")),
    resume: true,
  });
};
const last = how === "changes" ? Number(count) : Number.POSITIVE_INFINITY;
await diesAfter(last, train, () => process.kill(process.pid, "SIGKILL"));
