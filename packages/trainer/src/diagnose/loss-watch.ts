import type { NonFiniteStep } from "./non-finite.ts";

/** An event of a training that is not an error. */
export type LogEvent =
  | {
      /** The loss of a batch is far above the usual one. */
      readonly kind: "loss-spike";
      /** Number of the step over the whole training, from 0. */
      readonly step: number;
      /** Loss of the batch. */
      readonly loss: number;
      /** Moving average of the losses before. */
      readonly usual: number;
      /** Names of the batch's images. */
      readonly ids: readonly string[];
    }
  | ({
      /** A step was not finite, and `onNonFinite` is `"skip"`. */
      readonly kind: "step-skipped";
    } & NonFiniteStep)
  | {
      /** The newest checkpoint is damaged; the run resumes from an older one. */
      readonly kind: "checkpoint-recovered";
      /** What was damaged, and which state was taken. */
      readonly message: string;
    };

/** Steps at the start of a training in which losses may jump. */
const WARM_UP_STEPS = 20;

/** A loss jumps where it is more than this many times the average. */
const JUMP_FACTOR = 3;

/** Steps over which losses are averaged, exponentially. */
const AVERAGED_STEPS = 20;

/** Finds losses that jump above the moving average of the losses before. */
export class LossWatch {
  private steps = 0;
  private average = 0;

  /** The usual loss where this one jumps, else undefined. */
  jump(loss: number): number | undefined {
    const { average, steps } = this;
    this.average = steps === 0 ? loss : average + (loss - average) / AVERAGED_STEPS;
    this.steps++;
    return steps >= WARM_UP_STEPS && loss > JUMP_FACTOR * average ? average : undefined;
  }
}
