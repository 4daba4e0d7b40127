// Measures what one saved model costs on one engine, in a process of its own:
// `cost-worker.ts <model folder> <engine> <TensorFlow.js backend or ""> [<module that registers layers>...]`.

import { createPredictor, type EngineName } from "@faceseg/engine";
import { loadLayersModel } from "@faceseg/model-files/node";
import { setBackend } from "@tensorflow/tfjs-core";
import { quantile } from "d3-array";
import { watchMemory } from "../machine/watch-memory.ts";
import type { CostAnswer } from "./cost-answer.ts";

const [, , folder = "", engine = "", backend = "", ...modules] = process.argv;
const singles = 50;
const batchSize = 8;
const batches = 5;
const warmup = 5;
/** Milliseconds after which no further call is made; slow engines get fewer calls, but at least one. */
const budget = 5000;

const answer = await measure().catch((error: unknown): CostAnswer => ({ absent: reasonOf(error) }));
// WebGPU in Node would keep the process alive.
process.stdout.write(JSON.stringify(answer), () => process.exit());

async function measure(): Promise<CostAnswer> {
  // Holds the weights while the model is loaded, whatever runs it afterwards.
  await import("@tensorflow/tfjs-backend-cpu");
  for (const module of modules) await import(module);
  const memory = watchMemory(50);
  const begun = performance.now();
  if (backend === "wasm") await import("@tensorflow/tfjs-backend-wasm");
  if (backend) await setBackend(backend);
  const model = await loadLayersModel(folder);
  const [height, width] = (model.inputs[0]?.shape ?? []).slice(1).map(Number) as [number, number];
  const pixels = (count: number) =>
    Float32Array.from({ length: count * height * width * 3 }, (_, i) => (i % 251) / 250);
  const prepare = async (count: number) => {
    const predictor = await createPredictor(model, { engine: engine as EngineName, batchSize: count });
    return { predict: () => predictor.predict(pixels(count)), dispose: () => predictor.dispose() };
  };

  const single = await prepare(1);
  await single.predict();
  const startMs = performance.now() - begun;
  const times = await timed(singles, single.predict);
  await single.dispose();
  const p50 = quantile(times, 0.5) ?? Number.NaN;

  let throughput: number | null = null;
  if (p50 * batchSize < budget) {
    const several = await prepare(batchSize);
    await several.predict();
    const batchTimes = await timed(batches, several.predict);
    await several.dispose();
    throughput = (1000 * batchSize) / (quantile(batchTimes, 0.5) ?? Number.NaN);
  }
  const p90 = quantile(times, 0.9) ?? Number.NaN;
  return { p50, p90, throughput, startMs, peakRssBytes: memory.stop() };
}

/** The first line of what went wrong; of an engine that cannot be used, why. */
function reasonOf(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: unknown };
  const source = name === "EngineUnavailableError" && cause ? cause : error;
  return String(source instanceof Error ? source.message : source).split("\n", 1)[0] ?? "";
}

/** Milliseconds of each call, after a few that warm up caches and buffers. */
async function timed(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const begun = performance.now();
  const used = () => performance.now() - begun;
  for (let i = 0; i < warmup && used() < budget / 2; i++) await work();
  const times: number[] = [];
  while (times.length < count && (times.length === 0 || used() < budget)) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times;
}
