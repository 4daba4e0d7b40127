import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { loadLayersModel } from "@faceseg/model-files/node";
import { exportOnnx } from "@faceseg/onnx";
import type { Costs } from "../results/measurement-schemas.ts";
import { type CostAnswer, costAnswerSchema } from "./cost-answer.ts";
import { type CostEngine, costEngines } from "./cost-engines.ts";

// From the sources, the worker is TypeScript too.
const isSource = import.meta.url.endsWith(".ts");
const worker = fileURLToPath(new URL(isSource ? "./cost-worker.ts" : "./cost-worker.js", import.meta.url));
const nodeOptions = isSource ? ["--import", import.meta.resolve("tsx"), "--conditions=@faceseg/source"] : [];

/** Options of `measureCosts`. */
export interface CostOptions {
  /** URLs of modules that the measuring process imports first: they register layers of the model's own. @default none */
  readonly modules?: readonly string[];
  /** Stops before the next engine. */
  readonly signal?: AbortSignal;
}

/** Whether every engine of `costEngines` was tried; older versions tried two. */
export function looksAtAllEngines({ engines, absent }: Costs): boolean {
  const known = [...engines, ...absent].map(({ engine }) => engine);
  return costEngines.every(({ label }) => known.includes(label));
}

/**
 * What a saved model costs to store and to run. Each engine runs in a process of its own, so that its memory and its
 * start are measured alone.
 *
 * @param folder The saved model: `model.json` and `weights.bin`. A `.keras` file beside it is measured too.
 * @throws where no engine gives an answer.
 */
export async function measureCosts(
  folder: string,
  { modules = [], signal }: CostOptions = {},
): Promise<Costs> {
  const engines: Costs["engines"] = [];
  const absent: Costs["absent"] = [];
  for (const one of costEngines) {
    signal?.throwIfAborted();
    const answer = await ask(folder, one, { modules, signal });
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
  { modules, signal }: { readonly modules: readonly string[]; readonly signal: AbortSignal | undefined },
): Promise<CostAnswer> {
  const args = [...nodeOptions, worker, folder, engine, backend ?? "", ...modules];
  const run = promisify(execFile)(process.execPath, args, {
    ...(signal && { signal }),
    timeout: limitSeconds * 1000,
    killSignal: "SIGKILL",
  });
  try {
    return costAnswerSchema.parse(JSON.parse((await run).stdout));
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    const { killed, stderr = "" } = error as { killed?: boolean; stderr?: string };
    if (killed) return { absent: `no answer within ${limitSeconds} s` };
    return { absent: stderr.trim().split("\n").at(-1) || String(error) };
  }
}

/** Bytes of the model in each file format. */
async function fileSizes(folder: string): Promise<Costs["files"]> {
  const model = await loadLayersModel(folder);
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
