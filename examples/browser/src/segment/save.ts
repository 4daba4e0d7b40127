import type { Segmentation } from "@faceseg/segmenter";
import { paintParts, recolor } from "./layers.ts";
import type { Look, Saving } from "./protocol.ts";

/** A PNG of what is asked for. */
export async function savePng(segmentation: Segmentation, what: Saving, look: Look): Promise<Blob> {
  const image = imageOf(segmentation, what, look);
  const canvas = new OffscreenCanvas(image.width, image.height);
  canvas.getContext("2d")?.putImageData(image, 0, 0);
  return canvas.convertToBlob({ type: "image/png" });
}

function imageOf(segmentation: Segmentation, what: Saving, look: Look): ImageData {
  if (what === "mask") return paintParts(segmentation, look);
  if (what === "ids") return grayIds(segmentation);
  return recolor(segmentation, look) ?? segmentation.overlay({ opacity: 0 });
}

/** Class ids as levels of gray: 0 is background. */
function grayIds({ width, height, labels }: Segmentation): ImageData {
  const image = new ImageData(width, height);
  labels.forEach((id, pixel) => {
    image.data.set([id, id, id, 255], 4 * pixel);
  });
  return image;
}
