import type { operations } from "./operations.ts";
import type { Range } from "./parameter.ts";

type Operations = typeof operations;

/** The kinds of step that `augment` knows. */
export type AugmentKind = keyof Operations;

/** What a step of a kind may set besides its parameters. */
type Common<K extends AugmentKind> = {
  /** What the step does. */
  readonly kind: K;
  /** Probability that the step is taken. @default its kind's */
  readonly p?: number;
} & (Operations[K] extends { form: "cover" }
  ? {
      /** Id of the covered pixels: a class, or 255 (ignore). @default its kind's */
      readonly label?: number;
    }
  : unknown);

/**
 * One step of `augment` as plain data: its `kind`, the probability `p` that it is taken, and its parameters. A
 * parameter is a number, or `[from, to]` to draw one for each image. Steps that cover something also take a `label`,
 * the id of the covered pixels. `augmentations` has the defaults.
 */
export type AugmentStep = {
  readonly [K in AugmentKind]: Common<K> & { readonly [name in keyof Operations[K]["parameters"]]?: Range };
}[AugmentKind];
