import type { LabeledImage, Random } from "@faceseg/image";

/** A pure function of a labeled image and a random stream; it never changes its input. */
export type Transform = (labeled: LabeledImage, random: Random) => LabeledImage;
