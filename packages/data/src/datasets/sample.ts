import type { LabeledImage, Size } from "@faceseg/image";

/** A labeled image that is read when asked for. */
export interface Sample {
  /** The name of the sample, unique in its data set. */
  readonly id: string;
  /** Reads the pair; with `size` the result has that size (labels by nearest pixel). */
  load(options?: { size?: Size }): Promise<LabeledImage>;
}

/** One split of a data set, in a fixed order. */
export interface Dataset {
  readonly name: string;
  readonly split: string;
  readonly samples: readonly Sample[];
}
