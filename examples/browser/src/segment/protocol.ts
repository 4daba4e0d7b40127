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

/** A new colour for some parts. */
export interface Recolouring {
  /** Names of classes. */
  readonly parts: readonly string[];
  readonly colour: string;
  readonly strength: number;
  readonly lightness: number;
}

/** What is drawn over a picture. */
export interface Look {
  /** Ids of classes that are not shown. */
  readonly hidden: readonly number[];
  readonly recolourings: readonly Recolouring[];
}

/** What is segmented: a file, a frame of the camera (seen as in a mirror), or a face drawn from a seed. */
export type Source =
  | { readonly kind: "file"; readonly file: Blob }
  | { readonly kind: "frame"; readonly frame: ImageBitmap }
  | { readonly kind: "face"; readonly seed: number };

/** The bitmaps that lie over a picture. */
export interface Layers {
  /** The parts in their colours, transparent elsewhere. */
  readonly parts: ImageBitmap;
  /** The picture with parts recoloured; null where none is. */
  readonly recoloured: ImageBitmap | null;
}

/** A picture and its parts. */
export interface Shown extends Layers, Size {
  /** Its size before it was scaled down. */
  readonly original: Size;
  readonly picture: ImageBitmap;
  /** [height, width], class ids. */
  readonly labels: Uint8Array;
  /** The share of the picture that each class has, by id. */
  readonly shares: readonly number[];
  /** Milliseconds from the source to the bitmaps. */
  readonly ms: number;
}

/** What can be saved of a picture: coloured parts, class ids as grey levels, or the recoloured picture. */
export type Saving = "mask" | "ids" | "picture";

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
