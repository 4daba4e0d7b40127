import type { Size } from "./size.ts";

/** An RGB image: `data` is `[height, width, 3]`, interleaved, 8 bits a channel. */
export interface RgbImage extends Size {
  readonly data: Uint8Array;
}

/** A label map: `data` is `[height, width]`, one class id a pixel, 255 = ignore. */
export interface LabelMap extends Size {
  readonly data: Uint8Array;
}

/** An image and its label map, of one size. */
export interface LabeledImage {
  readonly id: string;
  readonly image: RgbImage;
  readonly labels: LabelMap;
}
