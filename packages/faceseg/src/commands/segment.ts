import "../tensorflow.ts";
import { mkdir, realpath } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { shown, UsageError } from "@faceseg/core";
import { saveLabelMap } from "@faceseg/image/node";
import { createSegmenter, type RgbaImage, type Segmentation } from "@faceseg/segmenter/node";
import sharp from "sharp";
import type { Command, Context } from "../cli/command.ts";
import { text } from "../cli/parse.ts";
import { classesFlags } from "./data-flags.ts";
import { beside, modelFlags, modelsOf, segmenterOptions, withNames } from "./model-flags.ts";

/** `faceseg segment`. */
export const segment: Command = {
  name: "segment",
  summary: "Finds the parts of faces in images",
  words: { usage: "<image...>", least: 1, most: Number.POSITIVE_INFINITY },
  flags: {
    ...modelFlags,
    ...classesFlags,
    out: {
      type: "string",
      valueHint: "file|folder",
      description: "The mask, a palette PNG of class ids; a folder for several images (<image>-mask.png)",
    },
    overlay: { type: "boolean", description: "Also write the image with the parts colored" },
    recolor: {
      type: "string",
      valueHint: "part=#rrggbb,...",
      description: "Also write the image with parts in other colors",
    },
  },
  examples: [
    ["faceseg segment photo.jpg", "writes photo-mask.png, with face/model.onnx of faceseg train"],
    [
      "faceseg segment photo.jpg --model a.onnx,b.onnx --flip --overlay",
      "averages two networks; also writes photo-overlay.png",
    ],
    [
      "faceseg segment *.jpg --model face/model.onnx --out masks --json",
      "many images; areas, boxes and shares as JSON",
    ],
    [
      'faceseg segment me.png --model face.onnx --recolor "hair=#7a1f3d"',
      "another hair color, in me-recolored.png",
    ],
  ],
  run,
};

async function run({ words, flags, output, signal }: Context) {
  const options = await withNames(segmenterOptions(flags, modelsOf(flags)), flags);
  const colors = (text(flags, "recolor") ?? "").split(",").filter(Boolean).map(readColor);
  const masks = words.map((image) => outFile(text(flags, "out"), image, words.length));
  checkDifferent(masks, words);
  await checkInputs(masks, words);
  const segmenter = await createSegmenter(options);
  const results: object[] = [];
  try {
    for (const [index, image] of words.entries()) {
      if (signal.aborted) break;
      output.progress(`${index + 1}/${words.length} ${image}`);
      // One image that cannot be read does not stop the others.
      const segmentation = await segmenter.segment(image).catch((error: unknown) => {
        output.note(`${image}: ${messageOf(error, image)}`);
        output.fail();
        results.push({ image, error: messageOf(error, image) });
      });
      if (!segmentation) continue;
      const files = await write(segmentation, masks[index] as string, flags["overlay"] === true, colors);
      const parts = segmenter.classes.map(({ name }) => {
        const { id, area, share, box, centroid } = segmentation.part(name);
        return { id, name, area, share, box, centroid };
      });
      const { width, height } = segmentation;
      results.push({ image, width, height, engine: segmenter.engine.name, ...files, parts });
      output.line(`${image}: ${Object.values(files).join(", ")}`);
      for (const { name, share } of parts.filter(({ area }) => area > 0)) {
        output.line(`  ${(100 * share).toFixed(1).padStart(5)} %  ${name}`);
      }
    }
  } finally {
    await segmenter.dispose();
  }
  return results;
}

/** The file of an image's mask. */
function outFile(out: string | undefined, image: string, count: number): string {
  const name = beside(basename(image), "-mask.png");
  if (out === undefined) return name;
  if (!/\.[^./\\]+$/.test(out)) return join(out, name);
  if (count > 1)
    throw new UsageError(`Expected \`--out\` to be a folder for ${count} images, got ${shown(out)}`);
  if (!out.endsWith(".png")) throw new UsageError(`Expected \`--out\` to end in .png, got ${shown(out)}`);
  return out;
}

/** @throws {UsageError} where one image's mask would overwrite another's. */
function checkDifferent(masks: readonly string[], images: readonly string[]): void {
  const again = masks.findIndex((mask, index) => masks.indexOf(mask) < index);
  if (again < 0) return;
  const first = images[masks.indexOf(masks[again] as string)];
  throw new UsageError(
    `Expected images with different file names, got ${first} and ${images[again]}, both for ${masks[again]}; segment them one at a time with --out`,
  );
}

/** @throws {UsageError} where a mask would overwrite an input. */
async function checkInputs(masks: readonly string[], images: readonly string[]): Promise<void> {
  const places = new Set(
    await Promise.all(images.map((image) => realpath(image).catch(() => resolve(image)))),
  );
  for (const mask of masks) {
    if (!places.has(await realpath(mask).catch(() => resolve(mask)))) continue;
    throw new UsageError(
      `Expected masks beside the images, got ${mask} for a mask and an image; choose another \`--out\``,
    );
  }
}

/** An error's first line, without the name of the image. */
const messageOf = (error: unknown, image: string): string =>
  ((error as Error).message ?? String(error)).split("\n", 1)[0]?.replace(`${image}: `, "") ?? "";

async function write(
  segmentation: Segmentation,
  mask: string,
  isOverlaid: boolean,
  colors: readonly (readonly [part: string, color: string])[],
): Promise<Record<string, string>> {
  await mkdir(dirname(mask), { recursive: true });
  await saveLabelMap(
    mask,
    {
      width: segmentation.width,
      height: segmentation.height,
      data: segmentation.labels,
    },
    segmentation.taxonomy,
  );
  const files: Record<string, string> = { mask };
  const stem = mask.replace(/(-mask)?\.png$/, "");
  if (isOverlaid) files["overlay"] = await save(`${stem}-overlay.png`, segmentation.overlay());
  if (colors.length > 0) {
    let recolored: RgbaImage | undefined;
    for (const [part, color] of colors) {
      recolored = segmentation.recolor(part, color, recolored ? { on: recolored } : {}) as RgbaImage;
    }
    files["recolored"] = await save(`${stem}-recolored.png`, recolored as RgbaImage);
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
  if (!part || !color)
    throw new UsageError(`Expected \`--recolor\` to be like "hair=#7a1f3d", got ${shown(entry)}`);
  return [part, color];
}
