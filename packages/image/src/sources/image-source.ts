/** Pixels in memory, interleaved; the channels (gray, gray and alpha, RGB, RGBA) follow from the length of `data`. */
export interface RawImage {
  readonly width: number;
  readonly height: number;
  /** 8 or 16 bits a channel. What `ImageData` holds is one of these. */
  readonly data: Uint8Array | Uint8ClampedArray | Uint16Array;
}

/** What a canvas can draw, told by its properties, as workers and Node know no elements. */
export type Drawable =
  /** An image element. */
  | { readonly naturalWidth: number; readonly naturalHeight: number }
  /** A video element. */
  | { readonly videoWidth: number; readonly videoHeight: number }
  /** A VideoFrame. */
  | { readonly displayWidth: number; readonly displayHeight: number }
  /** A canvas, on a page or off screen. */
  | DrawableCanvas
  /** An ImageBitmap. */
  | DrawableBitmap;

/** What is used of a canvas. */
export interface DrawableCanvas {
  readonly width: number;
  readonly height: number;
  /** Tells a canvas from other things of a size. */
  readonly getContext: (id: never) => unknown;
}

/** What is used of an ImageBitmap. */
export interface DrawableBitmap {
  readonly width: number;
  readonly height: number;
  /** Tells a bitmap from other things of a size. */
  readonly close: () => void;
}

/** An encoded image as browsers hold it: a `Blob` or a `File`. */
export interface EncodedImage {
  readonly size: number;
  readonly type: string;
  /** Its bytes. */
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A tensor of TensorFlow.js, [height, width, channels]: float32 in [0, 1], or int32 in 0..255. */
export interface ImageTensor {
  readonly shape: readonly number[];
  readonly dtype: string;
  /** Its numbers. */
  data(): Promise<Float32Array | Int32Array | Uint8Array>;
}

/** A tensor of several images, [batch, height, width, channels]. */
export interface BatchTensor extends ImageTensor {
  readonly shape: readonly [number, number, number, number];
}

/** Anything that a segmenter takes as one image. */
export type ImageSource = RawImage | Drawable | EncodedImage | ImageTensor;
