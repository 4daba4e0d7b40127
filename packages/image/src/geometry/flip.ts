import type { LabeledImage } from "../image.ts";
import { type MirrorPairs, mirrorIds } from "./mirror.ts";

/**
 * The image as a mirror shows it: left becomes right, and the ids of the taxonomy's mirror pairs are exchanged.
 *
 * @returns A new pair of the same size.
 */
export function flipHorizontal(labeled: LabeledImage, taxonomy: MirrorPairs): LabeledImage {
  const { image, labels } = labeled;
  const { width, height } = labels;
  const mirror = mirrorIds(taxonomy);
  const rgb = new Uint8Array(image.data.length);
  const ids = new Uint8Array(labels.data.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      const from = row + width - 1 - x;
      const to = row + x;
      ids[to] = mirror[labels.data[from] as number] as number;
      rgb[3 * to] = image.data[3 * from] as number;
      rgb[3 * to + 1] = image.data[3 * from + 1] as number;
      rgb[3 * to + 2] = image.data[3 * from + 2] as number;
    }
  }
  return { ...labeled, image: { ...image, data: rgb }, labels: { ...labels, data: ids } };
}
