import type { LabeledImage, Size, Taxonomy } from "@faceseg/image";

/** A labeled image that is read when asked for. */
export interface Sample {
  /** The name of the sample, unique in its data set. */
  readonly id: string;
  /** Reads the pair; with `size` the result has that size (labels by nearest pixel). */
  load(options?: { size?: Size }): Promise<LabeledImage>;
}

/** One split of a data set, in a fixed order. */
export interface Dataset {
  /** Its name, in results and messages. */
  readonly name: string;
  /** The name of the split, such as "train". */
  readonly split: string;
  /** The classes of the labels. */
  readonly taxonomy: Taxonomy;
  /** The labeled images. */
  readonly samples: readonly Sample[];
}
