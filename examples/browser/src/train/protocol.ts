/** Options of a training. */
export interface TrainRequest {
  /** Number of synthetic faces to train on. */
  readonly faces: number;
  /** Width and height of the images, in pixels. */
  readonly size: number;
  readonly epochs: number;
  readonly threads: number;
  /** Where ONNX Runtime's files are. */
  readonly runtime: string;
  readonly seed: number;
}

/** An unseen face and its true parts in their colors. */
export interface UnseenFace {
  readonly image: ImageBitmap;
  readonly truth: ImageBitmap;
}

/** Messages during a training. */
export type TrainNews =
  | { readonly kind: "unseen"; readonly faces: readonly UnseenFace[] }
  | { readonly kind: "drawn"; readonly count: number; readonly of: number }
  /** Steps count from 1; `ms` is that of the step alone. */
  | {
      readonly kind: "step";
      readonly step: number;
      readonly of: number;
      readonly loss: number;
      readonly ms: number;
    }
  /** The network's current predictions for the unseen faces. */
  | { readonly kind: "guesses"; readonly step: number; readonly guesses: readonly ImageBitmap[] }
  /** Mean IoU over the parts, on unseen faces. */
  | { readonly kind: "score"; readonly step: number; readonly meanIou: number };

/** A finished training. */
export interface Trained {
  readonly steps: number;
  readonly stopped: boolean;
  /** What it ran on, in the trainer's words. */
  readonly engine: string;
}

/** The jobs of the worker that trains. */
export interface TrainJobs {
  readonly train: { readonly request: TrainRequest; readonly answer: Trained; readonly news: TrainNews };
  /** Stops the training after the current step. */
  readonly stop: { readonly request: undefined; readonly answer: undefined };
  /** The trained network as an ONNX file. */
  readonly export: { readonly request: undefined; readonly answer: Uint8Array };
}
