import type { LabelMap, Size, Taxonomy } from "@faceseg/image";
import type { Finding, FindingCode } from "./inspect/finding.ts";

/** An image on disk, and how its labels are read. */
export interface LabeledFile {
  /** The name of the sample, unique in its split. */
  readonly id: string;
  /** Path of the image. */
  readonly image: string;
  /** Path of the file that its labels come from; of several, their folder or the first. */
  readonly labels: string;
  /**
   * Reads the labels.
   *
   * @param size The image's size: the labels must have its shape. @default not checked
   * @returns The label map, at the labels' own size.
   */
  readonly read: (size?: Size) => Promise<LabelMap>;
}

/** A split as its folders show it. */
export interface FoundSplit {
  /** Its name, such as "train". */
  readonly name: string;
  /** The pairs that are there. */
  readonly files: readonly LabeledFile[];
}

/** A data set as its folders show it; no image has been read. */
export interface FoundDataset {
  /** What its layout is called, such as "LaPa". */
  readonly name: string;
  /** The classes of the labels. */
  readonly taxonomy: Taxonomy;
  /** What the labels are, for a person: "ids", "colors", "0 and 255", "masks of parts", "polygons". */
  readonly labels: string;
  /** Its splits. */
  readonly splits: readonly FoundSplit[];
  /** What its folders have wrong. */
  readonly findings: readonly Finding[];
}

/** Notes something that is wrong. */
export type Note = (code: FindingCode, split: string | null, file: string, message: string) => void;
