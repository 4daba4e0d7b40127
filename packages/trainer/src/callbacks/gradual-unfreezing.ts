import { checkNumber } from "@faceseg/core";
import type { Callback } from "./callback.ts";

/** Layers that become trainable during a training. */
export interface UnfreezingStage {
  /** The first epoch, from 0, in which the layers are trained. */
  readonly epoch: number;
  /** Matches the names of the layers. */
  readonly layers: RegExp;
}

/**
 * Makes frozen layers trainable during the training, for instance the end of an encoder after three epochs and all of it
 * after six. Layers that no stage matches stay as they are.
 *
 * @throws {RangeError} where an epoch is not a whole number of at least 0.
 * @example
 * const model = buildUnet({ inputShape: [256, 256, 3], numClasses: 11, freeze: "encoder" });
 * const unfreezing = gradualUnfreezing([
 *   { epoch: 3, layers: /^block_1[3-6]_/ },
 *   { epoch: 6, layers: /./ },
 * ]);
 * await fit(model, { train, epochs: 10, callbacks: [unfreezing] });
 */
export function gradualUnfreezing(stages: readonly UnfreezingStage[]): Callback {
  for (const [i, { epoch }] of stages.entries()) {
    checkNumber(`stages[${i}].epoch`, epoch, { min: 0, integer: true });
  }
  return {
    name: "gradualUnfreezing",
    config: { stages: stages.map(({ epoch, layers }) => ({ epoch, layers: String(layers) })) },
    onEpochBegin(epoch, run) {
      const due = stages.filter((stage) => stage.epoch <= epoch);
      for (const layer of run.model.layers) {
        if (due.some(({ layers }) => layer.name.search(layers) >= 0)) layer.trainable = true;
      }
    },
  };
}
