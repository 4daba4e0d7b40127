import "../tensorflow.ts";
import { mkdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { saveLabelMap } from "@faceseg/image/node";
import { createSegmenter, type RgbaImage, type Segmentation } from "@faceseg/segmenter/node";
import sharp from "sharp";
import type { Command, Context } from "../cli/command.ts";
import { text } from "../cli/parse.ts";
import { UsageError } from "../cli/usage-error.ts";
import { beside, modelFlags, modelOf, segmenterOptions } from "./model-flags.ts";

/** `faceseg segment`. */
export const segment: Command = {
  name: "segment",
  summary: "Finds the parts of faces in pictures",
  words: { usage: "<picture...>", least: 1, most: Number.POSITIVE_INFINITY },
  flags: {
    ...modelFlags,
    out: {
      type: "string",
      valueHint: "file|folder",
      description: "The mask, a palette PNG of class ids; a folder for several pictures (<picture>-mask.png)",
    },
    overlay: { type: "boolean", description: "Also write the picture with the parts in colour" },
    recolor: {
      type: "string",
      valueHint: "part=#rrggbb,...",
      description: "Also write the picture with parts in other colours",
    },
  },
  examples: [
    ["faceseg segment photo.jpg", "writes photo-mask.png, by what faceseg train has left in face/"],
    [
      "faceseg segment photo.jpg --model a.onnx,b.onnx --flip --overlay",
      "two networks, averaged; photo-overlay.png too",
    ],
    [
      "faceseg segment *.jpg --model face/model.onnx --out masks --json",
      "many pictures; areas, boxes and shares as JSON",
    ],
    ['faceseg segment me.png --model face.onnx --recolor "hair=#7a1f3d"', "new hair, in me-recolored.png"],
  ],
  run,
};

async function run({ words, flags, output, signal }: Context) {
  const options = segmenterOptions(flags, modelOf(flags));
  const colors = (text(flags, "recolor") ?? "").split(",").filter(Boolean).map(readColor);
  const masks = words.map((picture) => outFile(text(flags, "out"), picture, words.length));
  checkDifferent(masks, words);
  const segmenter = await createSegmenter(options);
  const results: object[] = [];
  try {
    for (const [index, picture] of words.entries()) {
      if (signal.aborted) break;
      output.progress(`${index + 1}/${words.length} ${picture}`);
      const segmentation = await segmenter.segment(picture);
      const files = await write(segmentation, masks[index] as string, flags["overlay"] === true, colors);
      const parts = segmenter.classes.map(({ name }) => {
        const { id, area, share, box, centroid } = segmentation.part(name);
        return { id, name, area, share, box, centroid };
      });
      const { width, height } = segmentation;
      results.push({ picture, width, height, engine: segmenter.engine.name, ...files, parts });
      output.line(`${picture}: ${Object.values(files).join(", ")}`);
      for (const { name, share } of parts.filter(({ area }) => area > 0)) {
        output.line(`  ${(100 * share).toFixed(1).padStart(5)} %  ${name}`);
      }
    }
  } finally {
    await segmenter.dispose();
  }
  return results;
}

/** Where a picture's mask goes. */
function outFile(out: string | undefined, picture: string, count: number): string {
  const name = beside(basename(picture), "-mask.png");
  if (out === undefined) return name;
  if (!/\.[^./\\]+$/.test(out)) return join(out, name);
  if (count > 1) throw new UsageError(`Expected --out to be a folder for ${count} pictures, got "${out}"`);
  if (!out.endsWith(".png")) throw new UsageError(`Expected --out to end in .png, got "${out}"`);
  return out;
}

/** @throws {UsageError} where one picture's mask would overwrite another's. */
function checkDifferent(masks: readonly string[], pictures: readonly string[]): void {
  const again = masks.findIndex((mask, index) => masks.indexOf(mask) < index);
  if (again < 0) return;
  const first = pictures[masks.indexOf(masks[again] as string)];
  throw new UsageError(
    `Expected pictures of different names, got ${first} and ${pictures[again]}, both for ${masks[again]}; segment them one by one with --out`,
  );
}

async function write(
  segmentation: Segmentation,
  mask: string,
  isOverlaid: boolean,
  colors: readonly (readonly [part: string, color: string])[],
): Promise<Record<string, string>> {
  await mkdir(dirname(mask), { recursive: true });
  await saveLabelMap(mask, {
    width: segmentation.width,
    height: segmentation.height,
    data: segmentation.labels,
  });
  const files: Record<string, string> = { mask };
  const stem = mask.replace(/(-mask)?\.png$/, "");
  if (isOverlaid) files["overlay"] = await save(`${stem}-overlay.png`, segmentation.overlay());
  if (colors.length > 0) {
    let image: RgbaImage | undefined;
    for (const [part, color] of colors) {
      image = segmentation.recolor(part, color, image ? { on: image } : {}) as RgbaImage;
    }
    files["recolored"] = await save(`${stem}-recolored.png`, image as RgbaImage);
  }
  return files;
}

async function save(file: string, { width, height, data }: RgbaImage): Promise<string> {
  await sharp(data, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .png()
    .toFile(file);
  return file;
}

function readColor(entry: string): readonly [string, string] {
  const [part, color] = entry.split("=").map((one) => one.trim());
  if (!part || !color) throw new UsageError(`Expected --recolor like "hair=#7a1f3d", got "${entry}"`);
  return [part, color];
}
