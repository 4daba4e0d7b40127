/// <reference types="node" />
import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import type { FaceClass, ImageSource, LabelMap, RgbImage, Size } from "@faceseg/image";
import { decodeFile, type ImageFile, readLabels } from "@faceseg/image/node";
import type { ModelSource } from "@faceseg/model-files";
import { fromDisk } from "@faceseg/model-files/node";
import { createSegmenterWith } from "../create-segmenter.ts";
import type { ClassNames } from "../model/classes.ts";
import type { EngineOptions } from "../network/network.ts";
import type { Segmenter, SegmentOptions } from "../segmenter.ts";
import { drawSheet, maskCell, pictureCell } from "./contact-sheet.ts";

/** A picture to be shown, with its true label map where there is one. */
export interface ShownImage {
  readonly picture: ImageSource | ImageFile;
  /** A label map, or the path of its PNG of class ids. */
  readonly truth?: LabelMap | string;
  /** What stands beside it. @default the name of the picture's file */
  readonly title?: string;
}

/** Options of `visualizePredictions`. */
export interface VisualizeOptions extends EngineOptions, Omit<SegmentOptions, "smoothing"> {
  /** What is compared, by title: a model, several that are averaged, or a segmenter, which stays yours. */
  readonly models: Readonly<Record<string, ModelSource | readonly ModelSource[] | Segmenter<ImageFile>>>;
  /** A row for each. */
  readonly images: readonly (ImageSource | ImageFile | ShownImage)[];
  /** Where the PNG goes. @default nowhere: it is only returned */
  readonly file?: string;
  /** Width of a column in pixels; heights follow the pictures' shapes. @default 192 */
  readonly columnWidth?: number;
  /** Names of the classes, by id, perhaps with colours. @default what the models say */
  readonly classes?: ClassNames;
}

/**
 * Draws what models find in pictures, side by side, as a PNG: a row for each picture; columns for the picture, its truth
 * (where any has one) and every model's mask, with titles; below, which colour is which part.
 *
 * @returns the PNG's bytes.
 * @throws {RangeError} without models or pictures, for models of different classes, or a truth of another size.
 * @throws Error where sharp is not installed, or a file cannot be read.
 * @example
 * await visualizePredictions({
 *   models: { "U-Net": "unet.onnx", "both": ["unet.onnx", "pspnet.onnx"] },
 *   images: ["a.jpg", { picture: "b.jpg", truth: "b.png" }],
 *   file: "predictions.png",
 * });
 */
export async function visualizePredictions(options: VisualizeOptions): Promise<Uint8Array> {
  const { models, images, file, columnWidth = 192, ...rest } = options;
  check(options, columnWidth);
  const shown = images.map(toShown);
  const opened: Segmenter<ImageFile>[] = [];
  try {
    const segmenters: Segmenter<ImageFile>[] = [];
    for (const model of Object.values(models)) {
      if (isSegmenter(model)) segmenters.push(model);
      else {
        const made = await createSegmenterWith<ImageFile>(fromDisk, { ...rest, model }, decodeFile);
        opened.push(made);
        segmenters.push(made);
      }
    }
    const classes = commonClasses(segmenters, Object.keys(models));
    const hasTruth = shown.some(({ truth }) => truth !== undefined);
    const rows: (RgbImage | undefined)[][] = [];
    for (const one of shown) rows.push(await drawRow(one, segmenters, { classes, columnWidth, hasTruth }));
    const png = await drawSheet({
      columns: ["picture", ...(hasTruth ? ["truth"] : []), ...Object.keys(models)],
      rows: rows.map((cells, index) => ({ title: shown[index]?.title ?? "", cells })),
      columnWidth,
      classes,
    });
    if (file !== undefined) await writeFile(file, png);
    return png;
  } finally {
    await Promise.all(opened.map((segmenter) => segmenter.dispose()));
  }
}

type Shown = VisualizeOptions["models"][string];

/** Told by its shape, as the main entry has a class of its own. */
const isSegmenter = (model: Shown): model is Segmenter<ImageFile> =>
  typeof model === "object" && "segment" in model && "inputSize" in model;

async function drawRow(
  { picture, truth, title }: ShownImage,
  segmenters: readonly Segmenter<ImageFile>[],
  options: { classes: readonly FaceClass[]; columnWidth: number; hasTruth: boolean },
): Promise<(RgbImage | undefined)[]> {
  const { classes, columnWidth, hasTruth } = options;
  const masks: RgbImage[] = [];
  let seen: RgbImage | undefined;
  let trueMask: RgbImage | undefined;
  for (const segmenter of segmenters) {
    // One by one: only the cells, not the pictures at their own sizes, stay in memory.
    const segmentation = await segmenter.segment(picture as ImageSource);
    if (!seen) {
      seen = pictureCell(segmentation.picture, columnWidth);
      const labels = typeof truth === "string" ? await readLabels(truth) : truth;
      if (labels) {
        checkTruth(labels, segmentation, title);
        trueMask = maskCell(labels, classes, columnWidth);
      }
    }
    masks.push(maskCell(segmentation, classes, columnWidth));
  }
  return [seen, ...(hasTruth ? [trueMask] : []), ...masks];
}

function checkTruth(truth: Size, picture: Size, title = ""): void {
  if (truth.width === picture.width && truth.height === picture.height) return;
  throw new RangeError(
    `Expected \`truth\` of ${title || "a picture"} to have its ${picture.width} x ${picture.height} pixels, got ${truth.width} x ${truth.height}`,
  );
}

function toShown(image: VisualizeOptions["images"][number]): ShownImage {
  const isShown = typeof image === "object" && image !== null && "picture" in image;
  const shown: ShownImage = isShown ? (image as ShownImage) : { picture: image as ImageSource };
  const { picture } = shown as { picture: unknown };
  const isAddress = typeof picture === "string" || picture instanceof URL;
  return { title: isAddress ? basename(String(picture)) : "", ...shown };
}

function commonClasses(
  segmenters: readonly Segmenter<ImageFile>[],
  titles: readonly string[],
): readonly FaceClass[] {
  const names = segmenters.map(({ classes }) => classes.map(({ name }) => name).join(", "));
  const other = names.findIndex((list) => list !== names[0]);
  if (other >= 0) {
    throw new RangeError(
      `Expected \`models\` of the same classes, got ${names[0]} of "${titles[0]}" and ${names[other]} of "${titles[other]}"`,
    );
  }
  return segmenters[0]?.classes ?? [];
}

function check({ models, images }: VisualizeOptions, columnWidth: number): void {
  if (Object.keys(models).length === 0)
    throw new RangeError("Expected `models` to have at least one, got none");
  if (images.length === 0) throw new RangeError("Expected `images` to have at least one, got none");
  if (!(Number.isInteger(columnWidth) && columnWidth >= 16)) {
    const nearest = Math.max(16, Math.round(columnWidth || 16));
    throw new RangeError(
      `Expected \`columnWidth\` to be a whole number of at least 16, got ${columnWidth}; the nearest is ${nearest}`,
    );
  }
}
