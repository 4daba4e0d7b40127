import { colorize, type LabelMap, lapa11, type RgbImage } from "@faceseg/image";

/** An image as the page can show it. */
export function toBitmap({ width, height, data }: RgbImage): Promise<ImageBitmap> {
  const image = new ImageData(width, height);
  image.data.fill(255);
  for (let from = 0, to = 0; from < data.length; from += 3, to += 4) {
    image.data.set(data.subarray(from, from + 3), to);
  }
  return createImageBitmap(image);
}

/** A label map in the colors of its classes. */
export const toColors = (labels: LabelMap): Promise<ImageBitmap> => toBitmap(colorize(labels, lapa11));
