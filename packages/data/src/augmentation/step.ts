import type { operations } from "./operations.ts";
import type { Range } from "./parameter.ts";

type Operations = typeof operations;

/** The kinds of step that `augment` knows. */
export type AugmentKind = keyof Operations;

/** What any step of a form may say beside its parameters. */
type Common<K extends AugmentKind> = {
  readonly kind: K;
  readonly p?: number;
} & (Operations[K] extends { form: "cover" } ? { readonly label?: number } : unknown);

/**
 * One step of a declared augmentation: plain data. `p` is the probability that it is taken, `label` the id of what
 * it covers; a parameter is a number, or `[from, to]` to draw one for each image. What is left out has the default
 * in `augmentations`.
 */
export type AugmentStep = {
  readonly [K in AugmentKind]: Common<K> & { readonly [name in keyof Operations[K]["parameters"]]?: Range };
}[AugmentKind];
