import { checkNumber } from "@faceseg/core";
import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { NamedArrays } from "../checkpoint/run-store.ts";
import { requireOwnNames } from "../step/weight-names.ts";
import type { Callback } from "./callback.ts";
import { createMonitor, type MonitorMode, restoreNumber, saveNumber } from "./monitor.ts";

/** Options of `earlyStopping`. */
export interface EarlyStoppingOptions {
  /** Key of the logs to watch. @default "val_loss" */
  readonly monitor?: string;
  /** A smaller change is no improvement. @default 0 */
  readonly minDelta?: number;
  /** Epochs without improvement before the training stops. @default 0 */
  readonly patience?: number;
  /** Whether lower or higher is better. @default "auto" */
  readonly mode?: MonitorMode;
  /** A value to beat; epochs that do not beat it count as without improvement. @default none */
  readonly baseline?: number;
  /** Whether to end with the weights of the best epoch instead of the last. @default false */
  readonly restoreBestWeights?: boolean;
  /** Epochs before this one (from 0) are not watched. @default 0 */
  readonly startFromEpoch?: number;
}

/**
 * Stops the training when a logged value has stopped improving; Keras's `EarlyStopping`. NaN is no improvement.
 *
 * The best weights are kept outside the backend, and in the run's checkpoint. A run that it has stopped does nothing when it
 * is resumed, unless with `change: true`.
 *
 * @throws {RangeError} where `patience` or `startFromEpoch` is not a whole number of at least 0.
 * @throws {Error} when the logs lack `monitor`, or with `restoreBestWeights` where two weights have the same name.
 * @example
 * earlyStopping({ patience: 10, restoreBestWeights: true });
 */
export function earlyStopping(options: EarlyStoppingOptions = {}): Callback {
  const name = "earlyStopping";
  const { monitor: key = "val_loss", mode = "auto", minDelta = 0 } = options;
  const { patience = 0, baseline, restoreBestWeights = false, startFromEpoch = 0 } = options;
  checkNumber("patience", patience, { min: 0, integer: true, unit: "epochs" });
  checkNumber("startFromEpoch", startFromEpoch, { min: 0, integer: true });
  const monitor = createMonitor(name, { monitor: key, mode, minDelta });
  let wait = 0;
  let bestWeights: NamedArrays | undefined;

  return {
    name,
    key,
    config: {
      monitor: key,
      minDelta,
      patience,
      mode,
      baseline: baseline ?? null,
      restoreBestWeights,
      startFromEpoch,
    },
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
        `Expected the best weights of earlyStopping to have "${weight.originalName}" of shape [${weight.shape}], ` +
          `found ${found}; resume with the model that the run was started with`,
      );
    }
    const value = tf.tensor(saved.data, [...saved.shape]);
    weight.write(value);
    value.dispose();
  }
}
