// Pairs a second for 512x512 JPEG + palette PNG -> augmented 256x256 batches.
//   npm run bench                          on images it makes itself
//   npm run bench -- <folder> <split>      on a data set, 400 pairs at most
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { createRandom, type LabeledImage } from "@faceseg/image";
import { saveImage, saveLabelMap } from "@faceseg/image/node";
import {
  type AugmentStep,
  augment,
  augmentations,
  batches,
  type Dataset,
  type Transform,
} from "../src/index.ts";
import { openDataset } from "../src/node.ts";

const side = 512;
const most = 400;
const [folder, split = "train"] = process.argv.slice(2);
const temporary = folder ? undefined : await mkdtemp(join(tmpdir(), "faceseg-bench-"));
try {
  const dataset = await openDataset(folder ?? (await makeLapa(temporary as string, 64)), split);
  const kinds = Object.keys(augmentations);
  const identity: Transform = (image) => image;
  for (const [name, transform] of Object.entries({
    "decode only": identity,
    "decode + augment": augment(),
    "decode + every kind of step": augment(kinds.map((kind) => ({ kind }) as AugmentStep)),
  })) {
    const { pairs, rate } = await measure(dataset, transform);
    console.log(`${name}: ${rate.toFixed(0)} pairs/s (${pairs} pairs, ${availableParallelism()} cores)`);
  }
} finally {
  if (temporary) await rm(temporary, { recursive: true });
}

async function measure(dataset: Dataset, transform: Transform): Promise<{ pairs: number; rate: number }> {
  const samples = dataset.samples.slice(0, most);
  const data = batches({ ...dataset, samples }, { size: 256, batchSize: 8, shuffle: true, transform });
  let pairs = 0;
  // The first pass warms the code up and, on small sets, the file cache.
  for await (const batch of data.epoch(0)) pairs += batch.ids.length;
  const start = performance.now();
  pairs = 0;
  for (let epoch = 1; pairs < most; epoch++) {
    for await (const batch of data.epoch(epoch)) pairs += batch.ids.length;
  }
  return { pairs, rate: (1000 * pairs) / (performance.now() - start) };
}

async function makeLapa(dir: string, count: number): Promise<string> {
  for (const name of ["images", "labels"]) await mkdir(join(dir, "train", name), { recursive: true });
  for (let index = 0; index < count; index++) {
    const { image, labels } = ellipses(index);
    await saveImage(join(dir, "train", "images", `${index}.jpg`), image);
    await saveLabelMap(join(dir, "train", "labels", `${index}.png`), labels);
  }
  return dir;
}

/** Ellipses of random classes with grain: about as hard to decode as a photograph. */
function ellipses(index: number): LabeledImage {
  const random = createRandom(0, index);
  const data = new Uint8Array(side * side);
  for (let part = 0; part < 16; part++) {
    const id = random.integer(0, 10);
    const [x, y] = [random.uniform(0, side), random.uniform(0, side)];
    const [a, b] = [random.uniform(10, 150), random.uniform(10, 150)];
    data.forEach((_, at) => {
      const [u, v] = [(at % side) - x, Math.floor(at / side) - y];
      if ((u / a) ** 2 + (v / b) ** 2 < 1) data[at] = id;
    });
  }
  const rgb = Uint8Array.from({ length: 3 * side * side }, (_, at) => {
    const id = data[Math.floor(at / 3)] as number;
    return 20 * id + 10 * (at % 3) + random.uniform(0, 16);
  });
  const size = { width: side, height: side };
  return { id: `${index}`, image: { ...size, data: rgb }, labels: { ...size, data } };
}
