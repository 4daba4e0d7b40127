import type { Batches } from "@faceseg/image";
import * as tf from "@tensorflow/tfjs-core";
import { dryRun, dryRunTable, fit, MemoryLimitError } from "../src/index.ts";
import { stripes, tinyNetwork } from "./tiny.ts";

const train: Batches = {
  length: 6,
  batchSize: 1,
  size: { width: 16, height: 16 },
  async *epoch() {
    for (let i = 0; i < 6; i++) yield stripes(i);
  },
};

const weightsOf = (model: ReturnType<typeof tinyNetwork>) =>
  model.getWeights().map((w) => Array.from(w.dataSync()));

test("dryRun(model, { train }) says shapes, memory and time, and leaves model and memory alone", async () => {
  const model = tinyNetwork();
  const before = weightsOf(model);
  const tensors = tf.memory().numTensors;
  const run = await dryRun(model, { train });
  expect(run.shapes).toEqual({ images: [1, 16, 16, 3], labels: [1, 16, 16] });
  expect(run.model.parameters).toBe(model.countParams());
  expect(run.epochSeconds).toBeCloseTo(6 * run.stepSeconds, 9);
  expect(run.stepSeconds).toBeGreaterThan(0);
  expect(weightsOf(model)).toEqual(before);
  expect(tf.memory().numTensors).toBe(tensors);
  const text = dryRunTable(run);
  expect(text.split("\n").filter((line) => /^logits +Conv2D +16 x 16 x 4 +36$/.test(line))).toHaveLength(1);
  expect(text).toMatch(/images +\[1, 16, 16, 3\], labels \[1, 16, 16\]/);
});

test("dryRun(model) and fit(model) refuse a batch that cannot fit, and name the one that does", async () => {
  const model = tinyNetwork();
  const { memory } = await dryRun(model, { train });
  const large = { ...train, batchSize: 32 };
  const memoryLimit = memory.totalBytes + 100e6 + 9.5 * memory.imageBytes;
  const grown = { ...large, batchSize: Math.ceil(300e6 / memory.imageBytes) };
  const refusal = await dryRun(model, { train: grown, memoryLimit }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(MemoryLimitError);
  const { batchSize, accumulate, message } = refusal as MemoryLimitError;
  expect(batchSize).toBeGreaterThan(0);
  expect(batchSize * accumulate).toBeGreaterThanOrEqual(grown.batchSize);
  expect(batchSize).toBeLessThan(grown.batchSize);
  expect(message).toContain(`a batch size of ${batchSize} with \`accumulate: ${accumulate}\``);
  await expect(fit(model, { train: grown, epochs: 1, engine: "onnxruntime", memoryLimit })).rejects.toThrow(
    MemoryLimitError,
  );
  await expect(dryRun(model, { train, memoryLimit: 1e6 })).rejects.toThrow(/not even one image fits/);
});
