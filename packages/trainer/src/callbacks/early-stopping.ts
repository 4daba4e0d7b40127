import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { requireOwnNames } from "../step/weight-names.ts";
import type { Callback, NamedArrays } from "./callback.ts";
import { createMonitor, type Mode, requireCount, restoreNumber, saveNumber } from "./monitor.ts";

/** Options of `earlyStopping`. */
export interface EarlyStoppingOptions {
  /** @default "val_loss" */
  monitor?: string;
  /** A smaller change is no improvement. @default 0 */
  minDelta?: number;
  /** Epochs without improvement before the training stops. @default 0 */
  patience?: number;
  /** @default "auto" */
  mode?: Mode;
  /** A value to beat: epochs that do not count as without improvement. */
  baseline?: number;
  /** Ends with the weights of the best epoch, not of the last. @default false */
  restoreBestWeights?: boolean;
  /** Epochs before this one (from 0) are not watched. @default 0 */
  startFromEpoch?: number;
}

/**
 * Stops the training when a logged value has stopped improving; Keras's `EarlyStopping`.
 *
 * The best weights are kept outside the backend, and in the run's checkpoint.
 *
 * @throws when the logs lack `monitor`, or the best weights are to be kept and two have one name.
 * @example
 * earlyStopping({ patience: 10, restoreBestWeights: true });
 */
export function earlyStopping(options: EarlyStoppingOptions = {}): Callback {
  const name = "earlyStopping";
  const { monitor: key = "val_loss", mode = "auto", minDelta = 0 } = options;
  const { patience = 0, baseline, restoreBestWeights = false, startFromEpoch = 0 } = options;
  requireCount(name, "patience", patience);
  requireCount(name, "startFromEpoch", startFromEpoch);
  const monitor = createMonitor(name, { monitor: key, mode, minDelta });
  let wait = 0;
  let bestWeights: NamedArrays | undefined;

  return {
    name,
    onTrainBegin() {
      monitor.best = undefined;
      wait = 0;
      bestWeights = undefined;
    },
    async onEpochEnd(epoch, logs, run) {
      const value = monitor.read(logs);
      if (epoch < startFromEpoch) return;
      wait += 1;
      if (monitor.improves(value, monitor.best)) {
        monitor.best = value;
        if (restoreBestWeights) {
          await run.syncWeights();
          bestWeights = await copyWeights(run.model);
        }
        if (baseline === undefined || monitor.improves(value, baseline)) wait = 0;
      } else if (wait >= patience) {
        run.stop();
      }
    },
    onTrainEnd(run) {
      if (bestWeights !== undefined) writeWeights(run.model, bestWeights);
    },
    getState: () => ({
      values: { best: saveNumber(monitor.best), wait },
      ...(bestWeights !== undefined && { tensors: bestWeights }),
    }),
    setState({ values, tensors }) {
      const saved = values as { best: string | null; wait: number };
      monitor.best = restoreNumber(saved.best);
      wait = saved.wait;
      bestWeights = tensors;
    },
  };
}

async function copyWeights(model: LayersModel): Promise<NamedArrays> {
  requireOwnNames(model);
  const copies = model.weights.map(async (weight) => {
    const value = weight.read();
    // A backend may hand out the very array it computes in.
    const data = Float32Array.from(await value.data());
    return [weight.originalName, { shape: value.shape, data }] as const;
  });
  return Object.fromEntries(await Promise.all(copies));
}

function writeWeights(model: LayersModel, weights: NamedArrays): void {
  for (const weight of model.weights) {
    const saved = weights[weight.originalName];
    if (saved === undefined || saved.shape.join() !== weight.shape.join()) {
      const found = saved === undefined ? "none" : `[${saved.shape}]`;
      throw new Error(
        `earlyStopping: expected the best weights to have "${weight.originalName}" of shape [${weight.shape}], ` +
          `found ${found}; resume with the model that the run was started with`,
      );
    }
    const value = tf.tensor(saved.data, [...saved.shape]);
    weight.write(value);
    value.dispose();
  }
}
