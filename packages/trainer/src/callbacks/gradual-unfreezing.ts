import type { Callback } from "./callback.ts";

/**
 * Makes frozen layers trainable as the training goes on, for instance the end of a backbone after three epochs and all of
 * it after six. Layers that no stage names stay as they are.
 *
 * @param stages Epoch, from 0, from which on the layers are trainable, and which layers: a pattern of their names.
 * @throws RangeError for an epoch that is not a whole number, 0 or more.
 * @example
 * const model = buildUnet({ inputShape: [256, 256, 3], numClasses: 11, freeze: "backbone" });
 * const unfreezing = gradualUnfreezing([
 *   { epoch: 3, layers: /^block_1[3-6]_/ },
 *   { epoch: 6, layers: /./ },
 * ]);
 * await fit(model, { train, epochs: 10, callbacks: [unfreezing] });
 */
export function gradualUnfreezing(
  stages: readonly { readonly epoch: number; readonly layers: RegExp }[],
): Callback {
  for (const { epoch } of stages) {
    if (!(Number.isInteger(epoch) && epoch >= 0)) {
      throw new RangeError(
        `gradualUnfreezing: expected epochs to be whole numbers from 0, got ${epoch}; the nearest is ${Math.max(0, Math.round(epoch) || 0)}`,
      );
    }
  }
  return {
    name: "gradualUnfreezing",
    onEpochBegin(epoch, run) {
      const due = stages.filter((stage) => stage.epoch <= epoch);
      for (const layer of run.model.layers) {
        if (due.some(({ layers }) => layer.name.search(layers) >= 0)) layer.trainable = true;
      }
    },
  };
}
