import { checkNumber } from "@faceseg/core";
import type { Callback } from "./callback.ts";
import { createMonitor, type MonitorMode, restoreNumber, saveNumber } from "./monitor.ts";

/** Options of `reduceLrOnPlateau`. */
export interface ReduceLrOnPlateauOptions {
  /** Key of the logs to watch. @default "val_loss" */
  readonly monitor?: string;
  /** What the rate is multiplied by, between 0 and 1. @default 0.1 */
  readonly factor?: number;
  /** Epochs without improvement before the rate is reduced. @default 10 */
  readonly patience?: number;
  /** Whether lower or higher is better. @default "auto" */
  readonly mode?: MonitorMode;
  /** A smaller change is no improvement. @default 1e-4 */
  readonly minDelta?: number;
  /** Epochs after a reduction in which the value is not watched. @default 0 */
  readonly cooldown?: number;
  /** Lower bound of the rate. @default 0 */
  readonly minLr?: number;
}

/**
 * Reduces the learning rate when a logged value has stopped improving; Keras's `ReduceLROnPlateau`, with its float32
 * learning rates. NaN is no improvement.
 *
 * @throws {RangeError} where `factor` is not in (0, 1), or `patience` or `cooldown` is not a whole number of at least 0.
 * @throws {Error} when the logs lack `monitor`.
 * @example
 * reduceLrOnPlateau({ factor: 0.1, patience: 5, minLr: 1e-7 });
 */
export function reduceLrOnPlateau(options: ReduceLrOnPlateauOptions = {}): Callback {
  const name = "reduceLrOnPlateau";
  const { monitor: key = "val_loss", mode = "auto", minDelta = 1e-4 } = options;
  const { factor = 0.1, patience = 10, cooldown = 0, minLr = 0 } = options;
  checkNumber("factor", factor, { above: 0, below: 1 });
  checkNumber("patience", patience, { min: 0, integer: true, unit: "epochs" });
  checkNumber("cooldown", cooldown, { min: 0, integer: true, unit: "epochs" });
  const monitor = createMonitor(name, { monitor: key, mode, minDelta });
  let wait = 0;
  let cooling = 0;

  return {
    name,
    key,
    config: { monitor: key, factor, patience, mode, minDelta, cooldown, minLr },
    onTrainBegin() {
      monitor.best = undefined;
      wait = 0;
      cooling = 0;
    },
    onEpochEnd(_epoch, logs, run) {
      const value = monitor.read(logs);
      if (cooling > 0) {
        cooling -= 1;
        wait = 0;
      }
      if (monitor.improves(value, monitor.best)) {
        monitor.best = value;
        wait = 0;
        return;
      }
      if (cooling > 0) return;
      wait += 1;
      const rate = Math.fround(run.learningRate);
      if (wait < patience || rate <= Math.fround(minLr)) return;
      run.learningRate = Math.fround(Math.max(rate * factor, minLr));
      cooling = cooldown;
      wait = 0;
    },
    getState: () => ({ values: { best: saveNumber(monitor.best), wait, cooling } }),
    setState({ values }) {
      const saved = values as { best: string | null; wait: number; cooling: number };
      monitor.best = restoreNumber(saved.best);
      wait = saved.wait;
      cooling = saved.cooling;
    },
  };
}
