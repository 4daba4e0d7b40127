// Compares the dry run's memory estimate with the peak of a real training, one process a row:
// node --import tsx --conditions=@faceseg/source bench/memory.ts [name of a network]
import "@tensorflow/tfjs-backend-cpu";
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Batch, Batches } from "@faceseg/image";
import { buildPspnet } from "@faceseg/pspnet";
import { buildSegnet } from "@faceseg/segnet";
import { fit } from "@faceseg/trainer";
import { buildUnet } from "@faceseg/unet";
import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { buildStudyPspnet } from "../../../examples/study/src/networks/pspnet.ts";
import { buildStudySegnet } from "../../../examples/study/src/networks/segnet.ts";
import { buildStudyUnet } from "../../../examples/study/src/networks/unet.ts";
import { describeModel } from "../src/diagnose/describe-model.ts";
import { estimateMemory } from "../src/diagnose/estimate-memory.ts";
import { adam } from "../src/optimizers/adam.ts";

type Build = (size: number) => LayersModel;

const form = (size: number) => ({ inputShape: [size, size, 3] as const, numClasses: 11, seed: 1 });
const networks: Readonly<Record<string, Build>> = {
  unet: (size) => buildUnet(form(size)),
  "unet-slim": (size) => buildUnet({ ...form(size), alpha: 0.35, width: 0.25 }),
  pspnet: (size) => buildPspnet(form(size)),
  segnet: (size) => buildSegnet(form(size)),
  "segnet-vgg16": (size) => buildSegnet({ ...form(size), encoder: "vgg16" }),
  "unet-study": (size) => buildStudyUnet(form(size)),
  "pspnet-study": (size) => buildStudyPspnet(form(size)),
  "segnet-study": (size) => buildStudySegnet(form(size)),
};

const rows: readonly (readonly [name: string, size: number, batch: number])[] = [
  ["unet", 64, 8],
  ["unet", 128, 8],
  ["unet", 256, 4],
  ["unet-slim", 64, 8],
  ["unet-slim", 128, 16],
  ["pspnet", 64, 8],
  ["pspnet", 128, 8],
  ["segnet", 64, 8],
  ["segnet", 128, 8],
  ["segnet", 256, 2],
  ["segnet-vgg16", 128, 2],
  ["unet-study", 64, 8],
  ["unet-study", 128, 8],
  ["unet-study", 256, 4],
  ["pspnet-study", 128, 8],
  ["segnet-study", 128, 2],
];

interface Job {
  readonly name: string;
  readonly size: number;
  readonly batch: number;
}

interface Answer {
  readonly estimate: number;
  readonly before: number;
  readonly peak: number;
  readonly activationBytes: number;
  readonly parameters: number;
}

async function measure({ name, size, batch }: Job): Promise<Answer> {
  tf.env().set("IS_TEST", true);
  const model = (networks[name] as Build)(size);
  const before = process.memoryUsage.rss();
  const { totalBytes } = estimateMemory({ model, optimizer: adam() }, batch);
  const { activationBytes, parameters } = describeModel(model);
  const data = (length: number): Batches => ({
    length,
    batchSize: batch,
    size: { width: size, height: size },
    async *epoch() {
      for (let i = 0; i < length; i++) yield noise(size, batch);
    },
  });
  await fit(model, {
    train: data(3),
    validation: data(1),
    epochs: 1,
    engine: "onnxruntime",
    memoryLimit: Number.POSITIVE_INFINITY,
  });
  const peak = process.resourceUsage().maxRSS * 1024;
  return { estimate: totalBytes, before, peak, activationBytes, parameters };
}

const noise = (size: number, count: number): Batch => ({
  images: Float32Array.from({ length: count * size * size * 3 }, (_, i) => (i % 255) / 255),
  labels: Uint8Array.from({ length: count * size * size }, (_, i) => i % 11),
  ids: Array.from({ length: count }, (_, i) => `noise-${i}`),
  width: size,
  height: size,
});

if (process.send) {
  process.once("message", async (job: Job) => process.send?.(await measure(job), () => process.exit()));
} else {
  const [only] = process.argv.slice(2);
  const mb = (bytes: number) => (bytes / 1e6).toFixed(0).padStart(6);
  for (const [name, size, batch] of rows.filter(([name]) => only === undefined || name === only)) {
    const child = fork(fileURLToPath(import.meta.url));
    const { estimate, before, peak, activationBytes, parameters } = await new Promise<Answer>(
      (resolve, reject) => {
        child.once("message", (answer) => resolve(answer as Answer));
        child.once("exit", (code) => reject(new Error(`The process ended with ${code}.`)));
        child.send({ name, size, batch });
      },
    );
    const error = `${((estimate / peak - 1) * 100).toFixed(0)} %`.padStart(6);
    console.log(
      `${name.padEnd(13)} ${size} px, batch ${String(batch).padStart(2)}: estimate ${mb(estimate)} MB, ` +
        `measured ${mb(peak)} MB, off by ${error} (${mb(before)} MB before, ` +
        `${mb(activationBytes)} MB of activations per image, ${mb(4 * parameters)} MB of parameters)`,
    );
  }
}
