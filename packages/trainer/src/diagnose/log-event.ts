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
    }
  | {
      /** The run resumes with another setting than that of its checkpoint, as `change` allows. */
      readonly kind: "settings-changed";
      /** The setting, its value in the checkpoint, and its value now. */
      readonly message: string;
    }
  | {
      /** The checkpoint has the state of a callback that the run lacks, or lacks that of one which the run has. */
      readonly kind: "leftover-state";
      /** The callback. */
      readonly message: string;
    };
