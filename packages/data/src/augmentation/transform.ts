import type { LabeledImage, Random } from "@faceseg/image";

/** A pure function of a labelled picture and a random stream; it never changes its input. */
export type Transform = (picture: LabeledImage, random: Random) => LabeledImage;
