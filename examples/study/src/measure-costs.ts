import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { loadModel } from "@faceseg/model-files/node";
import { exportOnnx } from "@faceseg/onnx";
import { z } from "zod";
import type { Cell } from "./cells.ts";
import { type CostEngine, costEngines } from "./cost-engines.ts";
import type { Costs } from "./results.ts";
import type { RunFolder } from "./run-folder.ts";

const worker = fileURLToPath(new URL("./cost-worker.ts", import.meta.url));

/** What `cost-worker.ts` prints: figures, or why the engine has none. */
const answerSchema = z.union([
  z.strictObject({
    p50: z.number(),
    p90: z.number(),
    throughput: z.number().nullable(),
    startMs: z.number(),
    peakRssBytes: z.number(),
  }),
  z.strictObject({ absent: z.string() }),
]);
export type CostAnswer = z.infer<typeof answerSchema>;

/** Whether every engine was looked at; older versions tried two. */
export function looksAtAllEngines({ engines, absent }: Costs): boolean {
  const known = [...engines, ...absent].map(({ engine }) => engine);
  return costEngines.every(({ label }) => known.includes(label));
}

/**
 * What a saved network costs to keep and to run: each engine in a process of its own, so that memory and start are its own.
 *
 * @throws where no engine gives an answer.
 */
export async function measureCosts({ key }: Cell, files: RunFolder, signal: AbortSignal): Promise<Costs> {
  const folder = files.model(key);
  const engines: Costs["engines"] = [];
  const absent: Costs["absent"] = [];
  for (const one of costEngines) {
    signal.throwIfAborted();
    const answer = await ask(folder, one, signal);
    if ("absent" in answer) absent.push({ engine: one.label, reason: answer.absent });
    else engines.push({ engine: one.label, ...answer });
  }
  if (engines.length === 0) {
    const reasons = absent.map(({ engine, reason }) => `${engine}: ${reason}`).join("; ");
    throw new Error(`No engine could be measured: ${reasons}`);
  }
  return { engines, absent, files: await fileSizes(folder) };
}

async function ask(
  folder: string,
  { engine, backend, limitSeconds }: CostEngine,
  signal: AbortSignal,
): Promise<CostAnswer> {
  const args = ["--import", "tsx", "--conditions=@faceseg/source", worker, folder, engine];
  const run = promisify(execFile)(process.execPath, backend ? [...args, backend] : args, {
    signal,
    timeout: limitSeconds * 1000,
    killSignal: "SIGKILL",
  });
  try {
    return answerSchema.parse(JSON.parse((await run).stdout));
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    const { killed, stderr = "" } = error as { killed?: boolean; stderr?: string };
    if (killed) return { absent: `no answer within ${limitSeconds} s` };
    return { absent: stderr.trim().split("\n").at(-1) || String(error) };
  }
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
