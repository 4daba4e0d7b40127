import type { LabeledImage, Move, Random, RgbImage, Size } from "@faceseg/image";
import type { Cover } from "@faceseg/image/paint";
import type { Parameter } from "./parameter.ts";

type Parameters = Readonly<Record<string, Parameter>>;
type Values<P> = { readonly [name in keyof P]: number };

interface Common<P> {
  /** Probability that the step is taken, unless the step sets its own. */
  readonly p: number;
  /** The parameters, by name. */
  readonly parameters: P;
}

/** Moves pixels. It never sees a pixel: image and labels follow the one movement that it returns. */
export interface MoveOperation<P> extends Common<P> {
  /** Moves pixels. */
  readonly form: "move";
  /** The movement of an image of a size. */
  run(values: Values<P>, size: Size, random: Random): Move;
}

/** Changes colors. It never sees a label. */
export interface RecolorOperation<P> extends Common<P> {
  /** Changes colors. */
  readonly form: "recolor";
  /** The image in its new colors. */
  run(values: Values<P>, image: RgbImage, random: Random): RgbImage;
}

/** Covers parts of the image with things, all of which get one legal id. */
export interface CoverOperation<P> extends Common<P> {
  /** Covers parts of the image. */
  readonly form: "cover";
  /** Id of the covered pixels, unless the step sets its own. */
  readonly label: number;
  /** The things that cover the image. */
  run(values: Values<P>, labeled: LabeledImage, random: Random): readonly Cover[];
}

/** What a step can do: one of three forms, none of which can write to a label map. */
export type Operation<P = Parameters> = MoveOperation<P> | RecolorOperation<P> | CoverOperation<P>;

export const move = <const P extends Parameters>(
  operation: Omit<MoveOperation<P>, "form">,
): MoveOperation<P> => Object.freeze({ form: "move", ...operation });

export const recolor = <const P extends Parameters>(
  operation: Omit<RecolorOperation<P>, "form">,
): RecolorOperation<P> => Object.freeze({ form: "recolor", ...operation });

export const covering = <const P extends Parameters>(
  operation: Omit<CoverOperation<P>, "form">,
): CoverOperation<P> => Object.freeze({ form: "cover", ...operation });
