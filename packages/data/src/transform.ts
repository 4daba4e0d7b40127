import type { LabelledPicture } from "./picture.ts";
import type { Random } from "./random.ts";

/** A pure function of a labelled picture and a random stream; it never changes its input. */
export type Transform = (picture: LabelledPicture, random: Random) => LabelledPicture;
