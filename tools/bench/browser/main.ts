// Trains the same network for a few steps in Node and in headless Chromium, and compares losses and times.
//
//   node --import tsx --conditions=@faceseg/source tools/bench/browser/main.ts [browser, default /usr/bin/chromium]
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { servePage } from "../../testing/serve-page.ts";
import type { EngineName, Job } from "../task.ts";
import type { Trained } from "./train.ts";

type Task = Job & { engine: EngineName };

const shape = { network: "unet", variant: "study", size: 64, batch: 4, steps: 6, seconds: 60 } as const;

/** Flags for WebGPU, which headless Chromium runs in software. */
const small = { ...shape, size: 32, batch: 1, steps: 2 } as const;

const inNode = (task: Task): Promise<Trained> =>
  new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL("in-node.ts", import.meta.url)));
    child.once("message", (trained) => resolve(trained as Trained));
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`The process of ${task.engine} ended with code ${code}.`)));
    child.send(task);
  });

/** Headers that allow WebAssembly threads. */
const isolation = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

async function inChromium(task: Task, isolated: boolean): Promise<Trained> {
  const { url, server } = await servePage(new URL("page.ts", import.meta.url), isolated ? isolation : {});
  const browser = await chromium.launch({
    executablePath: process.argv[2] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"],
  });
  try {
    const page = await browser.newPage();
    page.on("pageerror", ({ message }) => console.error(message));
    await page.goto(url);
    await page.waitForFunction("globalThis.train");
    return (await page.evaluate(`globalThis.train(${JSON.stringify(task)})`)) as Trained;
  } finally {
    await browser.close();
    server.close();
  }
}

interface Run {
  readonly where: string;
  readonly task: Task;
  readonly run: (task: Task) => Promise<Trained>;
}

const isolated = (task: Task) => inChromium(task, true);
const plain = (task: Task) => inChromium(task, false);

const runs: readonly Run[] = [
  ...[1, 2].flatMap((threads): Run[] => [
    { where: "Node", task: { ...shape, threads, engine: "onnxruntime" }, run: inNode },
    { where: "Node", task: { ...shape, threads, engine: "onnxruntime-web" }, run: inNode },
    { where: "Chromium, isolated", task: { ...shape, threads, engine: "onnxruntime-web" }, run: isolated },
  ]),
  { where: "Chromium", task: { ...shape, threads: 2, engine: "onnxruntime-web" }, run: plain },
  { where: "Node", task: { ...small, threads: 1, engine: "onnxruntime" }, run: inNode },
  { where: "Chromium", task: { ...small, threads: 1, engine: "webgpu" }, run: plain },
];

console.log("U-Net: ms per image of a training step (median), losses");
for (const { where, task, run } of runs) {
  const input = `${task.size} px, batch ${task.batch}`;
  try {
    const { engine, losses, times } = await run(task);
    const median = [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] as number;
    const ms = (median / task.batch).toFixed(1).padStart(7);
    console.log(`${ms}  ${losses.map((loss) => loss.toFixed(5)).join(" ")}  ${input}, ${where}: ${engine}`);
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split("\n");
    console.log(`      -  ${input}, ${where}: ${reason}`);
    process.exitCode = 1;
  }
}
