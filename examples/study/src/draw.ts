import { readFile } from "node:fs/promises";
import { colorize, type Dataset, type Picture } from "@faceseg/data";
import { createPredictor } from "@faceseg/trainer";
import { loadModel } from "@faceseg/trainer/node";
import sharp, { type Sharp } from "sharp";
import type { Cell } from "./cells.ts";
import type { Config } from "./config.ts";
import { seenBy, singlePictures } from "./data.ts";
import { networks } from "./networks.ts";
import type { Images } from "./report/gallery.ts";
import { type RunFolder, writeAtomically } from "./run-folder.ts";

/** Draws the pictures of a set that the report shows: the picture, its truth and every network's mask. */
export async function drawSet(
  set: string,
  indices: readonly number[],
  options: { dataset: Dataset; config: Config; folder: RunFolder; drawn: readonly Cell[] },
): Promise<void> {
  const { dataset, config, folder, drawn } = options;
  const size = { width: config.size, height: config.size };
  for (const index of indices) {
    const sample = dataset.samples[index];
    if (!sample) continue;
    const { image, labels } = await sample.load({ size });
    await writeAtomically(
      folder.drawing(set, index, "picture"),
      await image8(image).jpeg({ quality: 85 }).toBuffer(),
    );
    await writeAtomically(folder.drawing(set, index, "truth"), await maskPng(colorize(labels)));
  }
  for (const { name, key } of drawn) {
    const model = await loadModel(folder.model(key));
    const predictor = await createPredictor(model, { batchSize: 1 });
    let place = 0;
    for await (const input of singlePictures(seenBy(networks[name], dataset), indices, config.size)) {
      const mask = colorize({ ...size, data: await predictor.predict(input) });
      await writeAtomically(folder.drawing(set, indices[place++] as number, key), await maskPng(mask));
    }
    await predictor.dispose();
    model.dispose();
  }
}

/** Reads the drawings of a run as data URIs, for a report that is one file. */
export async function readDrawings(
  folder: RunFolder,
  shown: readonly { set: string; indices: readonly number[] }[],
  drawn: readonly Cell[],
): Promise<Images> {
  const uris = new Map<string, string>();
  for (const { set, indices } of shown) {
    for (const index of indices) {
      for (const what of ["picture", "truth", ...drawn.map(({ key }) => key)]) {
        const path = folder.drawing(set, index, what);
        const type = what === "picture" ? "image/jpeg" : "image/png";
        uris.set(path, `data:${type};base64,${(await readFile(path)).toString("base64")}`);
      }
    }
  }
  return (set, index, what) => uris.get(folder.drawing(set, index, what));
}

function image8({ data, width, height }: Picture): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

function maskPng(mask: Picture): Promise<Buffer> {
  return image8(mask).png({ palette: true }).toBuffer();
}
