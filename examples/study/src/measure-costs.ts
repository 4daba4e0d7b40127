import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { exportOnnx } from "@faceseg/onnx";
import type { EngineName } from "@faceseg/trainer";
import { loadModel } from "@faceseg/trainer/node";
import { z } from "zod";
import type { Cell } from "./cells.ts";
import type { Costs } from "./results.ts";
import type { RunFolder } from "./run-folder.ts";

/** Engines that are tried; those that are not installed are left out. */
const engines: readonly EngineName[] = ["onnxruntime", "onnxruntime-web"];

const worker = fileURLToPath(new URL("./cost-worker.ts", import.meta.url));

/** What `cost-worker.ts` prints. */
const answerSchema = z.strictObject({
  engine: z.string(),
  p50: z.number(),
  p90: z.number(),
  throughput: z.number(),
  startMs: z.number(),
  peakRssBytes: z.number(),
});

/**
 * What a saved network costs to keep and to run: each engine in a process of its own, so that memory and start are its own.
 *
 * @throws where no engine gives an answer.
 */
export async function measureCosts({ key }: Cell, files: RunFolder, signal: AbortSignal): Promise<Costs> {
  const folder = files.model(key);
  const answers = [];
  const failures: string[] = [];
  for (const engine of engines) {
    signal.throwIfAborted();
    try {
      answers.push(await ask(folder, engine, signal));
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      failures.push(String((error as { stderr?: string }).stderr ?? error));
    }
  }
  if (answers.length === 0) throw new Error(`No engine could be measured: ${failures.join("; ")}`);
  return { engines: answers, files: await fileSizes(folder) };
}

async function ask(folder: string, engine: EngineName, signal: AbortSignal) {
  const args = ["--import", "tsx", "--conditions=@faceseg/source", worker, folder, engine];
  const { stdout } = await promisify(execFile)(process.execPath, args, { signal });
  return answerSchema.parse(JSON.parse(stdout));
}

/** Bytes of the network in each format in which it can be kept. */
async function fileSizes(folder: string): Promise<Costs["files"]> {
  const model = await loadModel(folder);
  const onnx = exportOnnx(model).length;
  model.dispose();
  const sizeOf = async (path: string) => (await stat(path)).size;
  const tfjs = (await sizeOf(join(folder, "model.json"))) + (await sizeOf(join(folder, "weights.bin")));
  const keras = await sizeOf(`${folder}.keras`).catch(() => undefined);
  return [
    { format: "ONNX, float32", bytes: onnx },
    { format: "TensorFlow.js, float32", bytes: tfjs },
    ...(keras === undefined ? [] : [{ format: "Keras, float32", bytes: keras }]),
  ];
}
