import type { Size } from "./size.ts";

/** An RGB image. */
export interface RgbImage extends Size {
  /** Red, green and blue of each pixel, [height, width, 3], 0 to 255. */
  readonly data: Uint8Array;
}

/** A label map: the class of each pixel. */
export interface LabelMap extends Size {
  /** Class ids, [height, width]; 255 is ignored. */
  readonly data: Uint8Array;
}

/** An image and its label map, of one size. */
export interface LabeledImage {
  /** Name of the image, unique in its data set. */
  readonly id: string;
  /** The image. */
  readonly image: RgbImage;
  /** The class of each of its pixels. */
  readonly labels: LabelMap;
}
