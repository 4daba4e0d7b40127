import type { RgbImage, Size } from "@faceseg/image";

/** An image as canvases take it: `data` is [height, width, 4], RGBA, not premultiplied. */
export interface RgbaImage extends Size {
  /** Four bytes a pixel. */
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/** `ImageData` where there is such a type (browsers), else the same without its methods. */
export type CanvasImage = typeof globalThis extends {
  /** The class of the browser. */
  ImageData: {
    /** An instance of it. */
    prototype: infer T;
  };
}
  ? T
  : RgbaImage;

/** An `ImageData` in browsers and workers; elsewhere the image as it is. */
export function toCanvasImage({ width, height, data }: RgbaImage): CanvasImage {
  const { ImageData } = globalThis as {
    ImageData?: new (data: Uint8ClampedArray<ArrayBuffer>, width: number, height: number) => CanvasImage;
  };
  return ImageData ? new ImageData(data, width, height) : ({ width, height, data } as unknown as CanvasImage);
}

/** An RGB image, or an RGBA image. */
export type AnyImage = RgbImage | RgbaImage;

/** A copy in RGBA; what was RGB is opaque. */
export function toRgba({ width, height, data }: AnyImage): RgbaImage {
  const pixels = width * height;
  if (data.length === 4 * pixels) return { width, height, data: new Uint8ClampedArray(data) };
  const rgba = new Uint8ClampedArray(4 * pixels).fill(255);
  for (let from = 0, to = 0; from < data.length; from += 3, to += 4) {
    rgba[to] = data[from] as number;
    rgba[to + 1] = data[from + 1] as number;
    rgba[to + 2] = data[from + 2] as number;
  }
  return { width, height, data: rgba };
}
