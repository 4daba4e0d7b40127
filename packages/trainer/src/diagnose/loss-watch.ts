import type { NonFiniteStep } from "./non-finite.ts";

/** What happened in a training that is no error. */
export type LogEvent =
  | {
      readonly kind: "loss-spike";
      /** Over the whole training, from 0. */
      readonly step: number;
      readonly loss: number;
      /** The losses of the steps before, averaged. */
      readonly usual: number;
      readonly ids: readonly string[];
    }
  | ({ readonly kind: "step-skipped" } & NonFiniteStep)
  | { readonly kind: "checkpoint-recovered"; readonly message: string };

/** Steps before a jump can be told from a beginning. */
const warmUp = 20;
const factor = 3;

/** Tells losses that jump: over three times the average of the steps before, which forgets a twentieth each. */
export class LossWatch {
  private steps = 0;
  private average = 0;

  /** The usual loss where this one jumps, else undefined. */
  jump(loss: number): number | undefined {
    const { average, steps } = this;
    this.average = steps === 0 ? loss : average + (loss - average) / 20;
    this.steps++;
    return steps >= warmUp && loss > factor * average ? average : undefined;
  }
}
