import type { Segmentation } from "@faceseg/segmenter";
import type { Layers, Look } from "./protocol.ts";

/** The bitmaps that lie over a picture. */
export async function drawLayers(segmentation: Segmentation, look: Look): Promise<Layers> {
  const recoloured = recolour(segmentation, look);
  const [parts, picture] = await Promise.all([
    createImageBitmap(paintParts(segmentation, look)),
    recoloured && createImageBitmap(recoloured),
  ]);
  return { parts, recoloured: picture ?? null };
}

/** The parts that are shown, in their colours. */
export const paintParts = (segmentation: Segmentation, { hidden }: Look): ImageData =>
  segmentation.toImageData({
    ids: segmentation.classes.map(({ id }) => id).filter((id) => id !== 0 && !hidden.includes(id)),
  });

/** The picture with its parts recoloured; undefined where nothing is. */
export function recolour(segmentation: Segmentation, { recolourings }: Look): ImageData | undefined {
  if (recolourings.length === 0) return undefined;
  let image: ImageData | undefined;
  const present = new Set(segmentation.labels);
  for (const { parts, colour, strength, lightness } of recolourings) {
    const ids = segmentation.classes.filter(({ name }) => parts.includes(name)).map(({ id }) => id);
    if (!ids.some((id) => present.has(id))) continue;
    image = segmentation.recolor(ids, colour, { strength, lightness, ...(image && { on: image }) });
  }
  return image;
}

/** The share of the picture that each class has, by id. */
export function sharesOf({ labels, classes }: Segmentation): number[] {
  const counts = new Array<number>(256).fill(0);
  for (const id of labels) counts[id] = (counts[id] as number) + 1;
  return classes.map(({ id }) => (counts[id] as number) / labels.length);
}
