import type { LabeledImage, Random, Taxonomy } from "@faceseg/image";

/**
 * A pure function of a labeled image and a random stream; it never changes its input. The taxonomy says what the ids
 * mean, such as which of them a mirror exchanges.
 */
export type Transform = (labeled: LabeledImage, random: Random, taxonomy: Taxonomy) => LabeledImage;
