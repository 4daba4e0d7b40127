import type { Callback } from "./callback.ts";
import { createMonitor, type Mode, requireCount, restoreNumber, saveNumber } from "./monitor.ts";

/** Options of `reduceLrOnPlateau`. */
export interface ReduceLrOnPlateauOptions {
  /** @default "val_loss" */
  monitor?: string;
  /** New rate = old rate x factor; below 1. @default 0.1 */
  factor?: number;
  /** Epochs without improvement before the rate is reduced. @default 10 */
  patience?: number;
  /** @default "auto" */
  mode?: Mode;
  /** A smaller change is no improvement. @default 1e-4 */
  minDelta?: number;
  /** Epochs to wait after a reduction before counting again. @default 0 */
  cooldown?: number;
  /** The rate never goes below this. @default 0 */
  minLr?: number;
}

/**
 * Reduces the learning rate when a logged value has stopped improving; Keras's `ReduceLROnPlateau`, with its float32
 * learning rates.
 *
 * @throws when `factor` is not in (0, 1), or the logs lack `monitor`.
 * @example
 * reduceLrOnPlateau({ factor: 0.1, patience: 5, minLr: 1e-7 });
 */
export function reduceLrOnPlateau(options: ReduceLrOnPlateauOptions = {}): Callback {
  const name = "reduceLrOnPlateau";
  const { monitor: key = "val_loss", mode = "auto", minDelta = 1e-4 } = options;
  const { factor = 0.1, patience = 10, cooldown = 0, minLr = 0 } = options;
  if (!(factor > 0 && factor < 1)) throw new Error(`${name}: expected \`factor\` in (0, 1), got ${factor}`);
  requireCount(name, "patience", patience);
  requireCount(name, "cooldown", cooldown);
  const monitor = createMonitor(name, { monitor: key, mode, minDelta });
  let wait = 0;
  let cooling = 0;

  return {
    name,
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
