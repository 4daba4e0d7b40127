import { createRandom, type Random } from "@faceseg/image";

/** A parser of bytes from outside, with the hostile inputs made for it. */
export interface Target {
  readonly name: string;
  /** Inputs of a full run. */
  readonly inputs: number;
  /** Classes of errors with which the parser may refuse an input, by name. */
  readonly errors: readonly string[];
  /**
   * Makes the input that belongs to a random stream and gives it to the parser. The parser may take it, where its own
   * checks hold, or throw one of `errors`.
   */
  run(random: Random): Promise<void>;
}

/** What became of an input. */
export type Outcome =
  | { readonly kind: "taken" | "refused" }
  | { readonly kind: "failed"; readonly why: string };

/** Runs input `index` of a seed and judges how the parser bore it. */
export async function attempt(target: Target, seed: number, index: number): Promise<Outcome> {
  try {
    await target.run(createRandom(seed, target.name, index));
    return { kind: "taken" };
  } catch (error) {
    if (error instanceof Error && target.errors.includes(error.name)) return { kind: "refused" };
    return { kind: "failed", why: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
