/// <reference types="node" />
import { basename } from "node:path";
import { checkNumber } from "@faceseg/core";
import { writeFileAtomically } from "@faceseg/core/node";
import type { FaceClass, ImageSource, LabelMap, RgbImage, Size } from "@faceseg/image";
import { decodeFile, type ImageFile, readLabels } from "@faceseg/image/node";
import type { ModelSource } from "@faceseg/model-files";
import { fromDisk } from "@faceseg/model-files/node";
import { createSegmenterWith } from "../segment/create-segmenter.ts";
import type { Segmenter } from "../segment/segmenter.ts";
import type { SegmenterOptions } from "../segment/segmenter-options.ts";
import { drawSheet, imageCell, maskCell } from "./contact-sheet.ts";

/** An image to show, with its true label map where there is one. */
export interface ShownImage {
  /** The image. */
  readonly image: ImageSource | ImageFile;
  /** Its true label map, or the path of a PNG of class ids. @default none */
  readonly truth?: LabelMap | string;
  /** The title of its row. @default the name of the image's file */
  readonly title?: string;
}

/** Options of `visualizePredictions`. */
export interface VisualizeOptions extends Omit<SegmenterOptions, "model" | "smoothing"> {
  /** What to compare, by title: a model, several that are averaged, or a segmenter, which stays yours. */
  readonly models: Readonly<Record<string, ModelSource | readonly ModelSource[] | Segmenter<ImageFile>>>;
  /** The images, a row for each. */
  readonly images: readonly (ImageSource | ImageFile | ShownImage)[];
  /** Path of the PNG to write. @default none: the PNG is only returned */
  readonly file?: string;
  /** Width of a column in pixels; heights follow the images' shapes. @default 192 */
  readonly columnWidth?: number;
}

/**
 * Draws what models find in images, side by side, as a PNG: a row for each image; columns for the image, its truth
 * (where any has one) and every model's mask, with titles; below them a legend of the classes.
 *
 * @returns The bytes of the PNG.
 * @throws {RangeError} without models or images, for models of different classes, or a truth of another size.
 * @throws {PackageMissingError} where sharp is not installed.
 * @throws {DataError} where an image or a truth cannot be read.
 * @example
 * await visualizePredictions({
 *   models: { "U-Net": "unet.onnx", "both": ["unet.onnx", "pspnet.onnx"] },
 *   images: ["a.jpg", { image: "b.jpg", truth: "b.png" }],
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
      columns: ["image", ...(hasTruth ? ["truth"] : []), ...Object.keys(models)],
      rows: rows.map((cells, index) => ({ title: shown[index]?.title ?? "", cells })),
      columnWidth,
      classes,
    });
    if (file !== undefined) await writeFileAtomically(file, png);
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
  { image, truth, title }: ShownImage,
  segmenters: readonly Segmenter<ImageFile>[],
  options: { classes: readonly FaceClass[]; columnWidth: number; hasTruth: boolean },
): Promise<(RgbImage | undefined)[]> {
  const { classes, columnWidth, hasTruth } = options;
  const masks: RgbImage[] = [];
  let seen: RgbImage | undefined;
  let trueMask: RgbImage | undefined;
  for (const segmenter of segmenters) {
    // One by one: only the cells, not the images at their own sizes, stay in memory.
    const segmentation = await segmenter.segment(image as ImageSource);
    if (!seen) {
      seen = imageCell(segmentation.image, columnWidth);
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

function checkTruth(truth: Size, image: Size, title = ""): void {
  if (truth.width === image.width && truth.height === image.height) return;
  throw new RangeError(
    `Expected \`truth\` of ${title || "an image"} to have its ${image.width} x ${image.height} pixels, got ${truth.width} x ${truth.height}`,
  );
}

function toShown(given: VisualizeOptions["images"][number]): ShownImage {
  const isShown = typeof given === "object" && given !== null && "image" in given;
  const shown: ShownImage = isShown ? (given as ShownImage) : { image: given as ImageSource };
  const { image } = shown as { image: unknown };
  const isAddress = typeof image === "string" || image instanceof URL;
  return { title: isAddress ? basename(String(image)) : "", ...shown };
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
  checkNumber("columnWidth", columnWidth, { min: 16, integer: true });
}
