// Measures what one saved network costs on one engine, in a process of its own: `cost-worker.ts <model folder> <engine>`.
import "@tensorflow/tfjs-backend-cpu";
import { createPredictor, type EngineName } from "@faceseg/trainer";
import { loadModel } from "@faceseg/trainer/node";
import { env } from "@tensorflow/tfjs-core";
import { quantile } from "d3-array";
import { watchMemory } from "./machine.ts";

env().set("IS_TEST", true); // no advice to install another backend

const [, , folder = "", engine = ""] = process.argv;
const singles = 50;
const batchSize = 8;
const batches = 5;

const memory = watchMemory(50);
const begun = performance.now();
const model = await loadModel(folder);
const [height, width] = (model.inputs[0]?.shape ?? []).slice(1).map(Number) as [number, number];
const options = { engine: engine as EngineName };
const pixels = (count: number) =>
  Float32Array.from({ length: count * height * width * 3 }, (_, i) => (i % 251) / 250);

const single = await createPredictor(model, { ...options, batchSize: 1 });
await single.predict(pixels(1));
const startMs = performance.now() - begun;
const times = await timed(singles, () => single.predict(pixels(1)));
await single.dispose();

const several = await createPredictor(model, { ...options, batchSize });
await several.predict(pixels(batchSize));
const batchTimes = await timed(batches, () => several.predict(pixels(batchSize)));
await several.dispose();

const answer = {
  engine: single.engine.name,
  p50: quantile(times, 0.5),
  p90: quantile(times, 0.9),
  throughput: (1000 * batchSize) / (quantile(batchTimes, 0.5) ?? Number.NaN),
  startMs,
  peakRssBytes: memory.stop(),
};
process.stdout.write(JSON.stringify(answer));

async function timed(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const result: number[] = [];
  for (let i = 0; i < count + 5; i++) {
    const start = performance.now();
    await work();
    if (i >= 5) result.push(performance.now() - start); // the first ones warm caches and buffers up
  }
  return result;
}
