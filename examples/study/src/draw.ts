import { readFile } from "node:fs/promises";
import type { Dataset } from "@faceseg/data";
import { colorize, type RgbImage } from "@faceseg/image";
import { loadModel } from "@faceseg/model-files/node";
import { createPredictor } from "@faceseg/trainer";
import sharp, { type Sharp } from "sharp";
import type { Cell } from "./cells.ts";
import type { Config } from "./config.ts";
import { seenBy, singlePictures } from "./data.ts";
import { networks } from "./networks.ts";
import type { Images } from "./report/gallery.ts";
import type { RunFolder } from "./run-folder.ts";

/** Takes a drawing of picture `index`: `what` is `picture`, `truth`, or a network's key. */
export type KeepDrawing = (index: number, what: string, file: Buffer) => void | Promise<void>;

/** Draws the pictures of a set that the report shows: the picture, its truth and every network's mask. */
export async function drawSet(
  indices: readonly number[],
  options: {
    dataset: Dataset;
    config: Config;
    /** Where the networks are saved. */
    files: RunFolder;
    drawn: readonly Cell[];
    keep: KeepDrawing;
  },
): Promise<void> {
  const { dataset, config, files, drawn, keep } = options;
  const size = { width: config.size, height: config.size };
  for (const index of indices) {
    const sample = dataset.samples[index];
    if (!sample) continue;
    const { image, labels } = await sample.load({ size });
    await keep(index, "picture", await image8(image).jpeg({ quality: 85 }).toBuffer());
    await keep(index, "truth", await maskPng(colorize(labels)));
  }
  for (const { name, key } of drawn) {
    const model = await loadModel(files.model(key));
    const predictor = await createPredictor(model, { batchSize: 1 });
    let place = 0;
    for await (const input of singlePictures(seenBy(networks[name], dataset), indices, config.size)) {
      const mask = colorize({ ...size, data: await predictor.predict(input) });
      await keep(indices[place++] as number, key, await maskPng(mask));
    }
    await predictor.dispose();
    model.dispose();
  }
}

/** Reads the drawings of a run as data URIs, for a report that is one file. */
export async function readDrawings(
  folder: RunFolder,
  shown: readonly { set: string; indices: readonly number[] }[],
  drawn: readonly Pick<Cell, "key">[],
): Promise<Images> {
  const uris = new Map<string, string>();
  for (const { set, indices } of shown) {
    for (const index of indices) {
      for (const what of ["picture", "truth", ...drawn.map(({ key }) => key)]) {
        const path = folder.drawing(set, index, what);
        uris.set(path, dataUri(what, await readFile(path)));
      }
    }
  }
  return (set, index, what) => uris.get(folder.drawing(set, index, what));
}

/** A drawing as an address that holds it. */
export function dataUri(what: string, file: Buffer): string {
  const type = what === "picture" ? "image/jpeg" : "image/png";
  return `data:${type};base64,${file.toString("base64")}`;
}

function image8({ data, width, height }: RgbImage): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

function maskPng(mask: RgbImage): Promise<Buffer> {
  return image8(mask).png({ palette: true }).toBuffer();
}
