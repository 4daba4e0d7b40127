/** Pixels in memory, interleaved; the channels (gray, gray and alpha, RGB, RGBA) follow from the length of `data`. */
export interface RawImage {
  /** Width in pixels. */
  readonly width: number;
  /** Height in pixels. */
  readonly height: number;
  /** Channel values, [height, width, channels], of 8 or 16 bits. The data of an `ImageData` fits. */
  readonly data: Uint8Array | Uint8ClampedArray | Uint16Array;
}

/** What a canvas can draw, recognized by its properties: workers and Node have no elements. */
export type Drawable =
  /** An image element. */
  | {
      /** Intrinsic width, in pixels. */
      readonly naturalWidth: number;
      /** Intrinsic height, in pixels. */
      readonly naturalHeight: number;
    }
  /** A video element. */
  | {
      /** Width of the video, in pixels. */
      readonly videoWidth: number;
      /** Height of the video, in pixels. */
      readonly videoHeight: number;
    }
  /** A VideoFrame. */
  | {
      /** Width of the frame as shown, in pixels. */
      readonly displayWidth: number;
      /** Height of the frame as shown, in pixels. */
      readonly displayHeight: number;
    }
  /** A canvas, on a page or off screen. */
  | DrawableCanvas
  /** An ImageBitmap. */
  | DrawableBitmap;

/** The properties that a canvas is recognized by. */
export interface DrawableCanvas {
  /** Width in pixels. */
  readonly width: number;
  /** Height in pixels. */
  readonly height: number;
  /** Distinguishes a canvas from other objects with a width and a height. */
  readonly getContext: (id: never) => unknown;
}

/** The properties that an ImageBitmap is recognized by. */
export interface DrawableBitmap {
  /** Width in pixels. */
  readonly width: number;
  /** Height in pixels. */
  readonly height: number;
  /** Distinguishes a bitmap from other objects with a width and a height. */
  readonly close: () => void;
}

/** An encoded image in a browser: a `Blob` or a `File`. */
export interface EncodedImage {
  /** Number of bytes. */
  readonly size: number;
  /** MIME type, such as "image/jpeg"; may be empty. */
  readonly type: string;
  /** Its bytes. */
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A tensor of TensorFlow.js, [height, width, channels]: float32 in [0, 1], or int32 in 0..255. */
export interface ImageTensor {
  /** [height, width, channels], with 1, 3 or 4 channels. */
  readonly shape: readonly number[];
  /** "float32" for values in [0, 1]; any other type holds 0 to 255. Other values are refused. */
  readonly dtype: string;
  /** Its numbers. */
  data(): Promise<Float32Array | Int32Array | Uint8Array>;
}

/** A tensor of several images, [batch, height, width, channels]. */
export interface BatchTensor extends ImageTensor {
  /** [batch, height, width, channels], with 1, 3 or 4 channels. */
  readonly shape: readonly [number, number, number, number];
}

/** Anything that a segmenter takes as one image. */
export type ImageSource = RawImage | Drawable | EncodedImage | ImageTensor;
