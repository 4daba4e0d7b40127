// Trains and predicts for a long time with a tiny network, and fails if memory grows or anything stays open.
//   npm run soak                                     3000 steps and 20,000 predictions
//   npm run soak -- --steps 500 --predictions 2000   a shorter one
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import "@tensorflow/tfjs-backend-cpu";
import { parseArgs } from "node:util";
import { batches } from "@faceseg/data";
import { syntheticFaces } from "@faceseg/data/synthetic";
import { createPredictor } from "@faceseg/engine";
import { fit } from "@faceseg/trainer";
import { csvLogger, modelCheckpoint, runFolder, tensorBoard } from "@faceseg/trainer/node";
import { buildUnet } from "@faceseg/unet";
import * as tf from "@tensorflow/tfjs-core";
import { Gauges } from "./gauges.ts";
import { whole } from "./whole.ts";

const { values } = parseArgs({
  options: { steps: { type: "string", default: "3000" }, predictions: { type: "string", default: "20000" } },
});
const steps = whole("steps", values.steps);
const predictions = whole("predictions", values.predictions);

const size = 32;
const stepsInEpoch = 50;
/** Predictions per predictor. */
const perPredictor = 2000;

tf.env().set("IS_TEST", true);
await tf.ready();
const folder = await mkdtemp(join(tmpdir(), "faceseg-soak-"));
const faces = syntheticFaces({ count: 2 * stepsInEpoch, size, seed: 1 });
const model = buildUnet({ inputShape: [size, size, 3], numClasses: 11, alpha: 0.35, width: 0.05 });
try {
  const training = new Gauges("training steps", steps);
  await fit(model, {
    train: batches(faces, { size, batchSize: 2, shuffle: true }),
    validation: batches({ ...faces, samples: faces.samples.slice(0, 8) }, { size, batchSize: 2 }),
    epochs: Math.ceil(steps / stepsInEpoch),
    callbacks: [
      modelCheckpoint({ folder: join(folder, "best") }),
      csvLogger(join(folder, "log.csv")),
      tensorBoard(join(folder, "events")),
      { name: "gauges", onTrainBatchEnd: () => training.read() },
    ],
    store: runFolder(join(folder, "state")),
  });
  training.report();

  const predicting = new Gauges("predictions", predictions);
  const [face] = faces.samples;
  const pair = await face?.load();
  const input = Float32Array.from(pair?.image.data ?? [], (value) => value / 255);
  for (let done = 0; done < predictions; ) {
    const predictor = await createPredictor(model);
    for (let n = 0; n < perPredictor && done < predictions; n++, done++) {
      await predictor.predict(input);
      predicting.read();
    }
    await predictor.dispose();
  }
  predicting.report();
} finally {
  model.dispose();
  await rm(folder, { recursive: true });
}
