/** What is to be trained. */
export interface TrainRequest {
  /** Faces that are drawn to learn from. */
  readonly faces: number;
  /** Side of the pictures, in pixels. */
  readonly size: number;
  readonly epochs: number;
  readonly threads: number;
  /** Where ONNX Runtime's files are. */
  readonly runtime: string;
  readonly seed: number;
}

/** A face that is never trained on: as drawn, and its true parts in their colours. */
export interface UnseenFace {
  readonly picture: ImageBitmap;
  readonly truth: ImageBitmap;
}

/** What a training tells on its way. */
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
  /** What the network sees in the unseen faces now. */
  | { readonly kind: "guesses"; readonly step: number; readonly guesses: readonly ImageBitmap[] }
  /** Mean IoU over the parts, of faces that are never trained on. */
  | { readonly kind: "score"; readonly step: number; readonly meanIou: number };

/** A training that ended. */
export interface Trained {
  readonly steps: number;
  readonly stopped: boolean;
  /** What it ran on, as the trainer says it. */
  readonly engine: string;
}

/** The jobs of the worker that trains. */
export interface TrainJobs {
  readonly train: { readonly request: TrainRequest; readonly answer: Trained; readonly news: TrainNews };
  /** Ends the training after the step under way. */
  readonly stop: { readonly request: undefined; readonly answer: undefined };
  /** The trained network as an ONNX file. */
  readonly export: { readonly request: undefined; readonly answer: Uint8Array };
}
