import type { LabeledImage, Size } from "@faceseg/image";
import type { Dataset, Sample } from "./sample.ts";

/** A sample that could not be read. */
export interface BadSample {
  /** Id of the sample. */
  readonly id: string;
  /** Message of the error. */
  readonly message: string;
}

/** Errors of the system, not of the sample: it could be read another time. */
const exhausted = new Set(["EMFILE", "ENFILE", "ENOMEM"]);

/** Loads samples, and keeps a list of those that cannot be read. */
export class Quarantine {
  readonly #dataset: Dataset;
  readonly #policy: "throw" | "quarantine";
  readonly #bad = new Map<number, BadSample>();

  constructor(dataset: Dataset, policy: "throw" | "quarantine") {
    if (policy !== "throw" && policy !== "quarantine") {
      throw new RangeError(
        `Expected \`onBadSample\` to be "throw" or "quarantine", got ${JSON.stringify(policy)}`,
      );
    }
    this.#dataset = dataset;
    this.#policy = policy;
  }

  /** The samples that could not be read, in the data set's order. */
  get list(): BadSample[] {
    return [...this.#bad].sort(([a], [b]) => a - b).map(([, sample]) => sample);
  }

  /**
   * Sample `index`. If it cannot be read: with `replace` the next one that can, otherwise undefined. The choice depends
   * on the files alone, not on earlier calls.
   */
  async load(
    index: number,
    size: Size,
    replace: boolean,
  ): Promise<{ index: number; labeled: LabeledImage } | undefined> {
    const { samples } = this.#dataset;
    let last: unknown;
    for (let step = 0; step < (replace ? samples.length : 1); step++) {
      const place = (index + step) % samples.length;
      const sample = samples[place] as Sample;
      if (this.#bad.has(place)) continue;
      try {
        return { index: place, labeled: await sample.load({ size }) };
      } catch (error) {
        if (this.#policy === "throw" || isExhaustion(error)) throw error;
        this.#bad.set(place, { id: sample.id, message: String((error as Error)?.message ?? error) });
        last = error;
      }
    }
    if (this.#bad.size === samples.length) {
      const { name, split } = this.#dataset;
      throw new Error(
        `Expected ${name} ${split} to have a sample that can be read, found ${samples.length} that cannot: ` +
          `${this.list[0]?.message}`,
        { cause: last },
      );
    }
    return undefined;
  }
}

function isExhaustion(error: unknown): boolean {
  const { code, cause } = Object(error) as { code?: string; cause?: { code?: string } };
  return exhausted.has(String(code ?? cause?.code));
}
