import type { Segmentation } from "@faceseg/segmenter";
import type { Layers, Look } from "./protocol.ts";

/** The bitmaps that lie over an image. */
export async function drawLayers(segmentation: Segmentation, look: Look): Promise<Layers> {
  const recolored = recolor(segmentation, look);
  const [parts, recoloredImage] = await Promise.all([
    createImageBitmap(paintParts(segmentation, look)),
    recolored && createImageBitmap(recolored),
  ]);
  return { parts, recolored: recoloredImage ?? null };
}

/** The parts that are shown, in their colors. */
export const paintParts = (segmentation: Segmentation, { hidden }: Look): ImageData =>
  segmentation.toImageData({
    ids: segmentation.classes.map(({ id }) => id).filter((id) => id !== 0 && !hidden.includes(id)),
  });

/** The image with its parts recolored; undefined where nothing is. */
export function recolor(segmentation: Segmentation, { recolorings }: Look): ImageData | undefined {
  if (recolorings.length === 0) return undefined;
  let image: ImageData | undefined;
  const present = new Set(segmentation.labels);
  for (const { parts, color, strength, lightness } of recolorings) {
    const ids = segmentation.classes.filter(({ name }) => parts.includes(name)).map(({ id }) => id);
    if (!ids.some((id) => present.has(id))) continue;
    image = segmentation.recolor(ids, color, { strength, lightness, ...(image && { on: image }) });
  }
  return image;
}

/** The share of the image that each class has, by id. */
export function sharesOf({ labels, classes }: Segmentation): number[] {
  const counts = new Array<number>(256).fill(0);
  for (const id of labels) counts[id] = (counts[id] as number) + 1;
  return classes.map(({ id }) => (counts[id] as number) / labels.length);
}
