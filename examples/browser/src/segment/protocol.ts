import type { FaceClass, Size } from "@faceseg/image";

/** Where a network runs. */
export interface Engine {
  readonly name: "wasm-threads" | "wasm" | "webgpu" | "webgl";
  /** As the visitor reads it. */
  readonly label: string;
  readonly threads: number;
}

/** Which network to open, and on what. */
export interface OpenRequest {
  readonly engine: Engine;
  /** The URL of an ONNX file, or its bytes. */
  readonly network: string | Uint8Array;
  /** Where ONNX Runtime's files are. */
  readonly runtime: string;
}

/** A network that is ready. */
export interface Opened {
  readonly classes: readonly FaceClass[];
  readonly inputSize: Size;
  /** What it runs on, as the segmenter says it. */
  readonly engine: string;
}

/** A new color for some parts. */
export interface Recoloring {
  /** Names of classes. */
  readonly parts: readonly string[];
  readonly color: string;
  readonly strength: number;
  readonly lightness: number;
}

/** What is drawn over an image. */
export interface Look {
  /** Ids of classes that are not shown. */
  readonly hidden: readonly number[];
  readonly recolorings: readonly Recoloring[];
}

/** What is segmented: a file, a frame of the camera (seen as in a mirror), or a face drawn from a seed. */
export type Source =
  | { readonly kind: "file"; readonly file: Blob }
  | { readonly kind: "frame"; readonly frame: ImageBitmap }
  | { readonly kind: "face"; readonly seed: number };

/** The bitmaps that lie over an image. */
export interface Layers {
  /** The parts in their colors, transparent elsewhere. */
  readonly parts: ImageBitmap;
  /** The image with parts recolored; null where none is. */
  readonly recolored: ImageBitmap | null;
}

/** An image and its parts. */
export interface Shown extends Layers, Size {
  /** Its size before it was scaled down. */
  readonly original: Size;
  readonly image: ImageBitmap;
  /** [height, width], class ids. */
  readonly labels: Uint8Array;
  /** The share of the image that each class has, by id. */
  readonly shares: readonly number[];
  /** Milliseconds from the source to the bitmaps. */
  readonly ms: number;
}

/** What can be saved of an image: colored parts, class ids as gray levels, or the recolored image. */
export type Saving = "mask" | "ids" | "image";

/** The jobs of the worker that segments. */
export interface SegmentJobs {
  readonly open: { readonly request: OpenRequest; readonly answer: Opened };
  readonly segment: {
    readonly request: { readonly source: Source; readonly look: Look };
    readonly answer: Shown;
  };
  readonly look: { readonly request: Look; readonly answer: Layers };
  readonly save: {
    readonly request: { readonly what: Saving; readonly look: Look };
    readonly answer: Blob;
  };
}
