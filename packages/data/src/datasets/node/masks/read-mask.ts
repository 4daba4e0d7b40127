import type { LabelMap, Size } from "@faceseg/image";
import { type Coding, DataError, readLabels } from "@faceseg/image/node";

/**
 * Whether labels of one size can lie over an image of another: the shapes agree to within a pixel of the coarser one.
 */
export function isSameShape(labels: Size, image: Size): boolean {
  const scale = image.width / labels.width;
  return Math.abs(image.height - scale * labels.height) <= Math.max(1, scale / 2);
}

/** Reads a mask file that lies over an image. */
export async function readMask(file: string, coding: Coding, image?: Size): Promise<LabelMap> {
  const labels = await readLabels(file, { coding });
  checkShape(file, labels, image);
  return labels;
}

/** @throws {DataError} for labels of another shape than the image. */
export function checkShape(file: string, labels: Size, image: Size | undefined): void {
  if (!image || isSameShape(labels, image)) return;
  const expected = `the shape of the image, ${image.width}x${image.height}`;
  const turned = isSameShape({ width: labels.height, height: labels.width }, image)
    ? "; the image is turned by its EXIF orientation, and the labels are not"
    : "";
  throw new DataError(file, `Expected ${expected}, found ${labels.width}x${labels.height}${turned}`, {
    problem: "size",
  });
}
