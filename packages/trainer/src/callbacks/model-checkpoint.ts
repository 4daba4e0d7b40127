import { saveModel } from "@faceseg/model-files/node";
import type { Callback } from "./callback.ts";
import { createMonitor, type Mode, restoreNumber, saveNumber } from "./monitor.ts";

/** Options of `modelCheckpoint`. */
export interface ModelCheckpointOptions {
  /** Folder for `model.json` and `weights.bin`; each save replaces the one before. */
  path: string;
  /** @default "val_loss" */
  monitor?: string;
  /** Saves only when `monitor` is better than ever before. @default false */
  saveBestOnly?: boolean;
  /** @default "auto" */
  mode?: Mode;
}

/**
 * Saves the model after each epoch, or after each best one; Keras's `ModelCheckpoint`.
 *
 * @throws when `saveBestOnly` is set and the logs lack `monitor`, or `path` holds other things than a model.
 * @example
 * modelCheckpoint({ path: "runs/unet/best", saveBestOnly: true });
 */
export function modelCheckpoint(options: ModelCheckpointOptions): Callback {
  const name = "modelCheckpoint";
  const { path, monitor: key = "val_loss", saveBestOnly = false, mode = "auto" } = options;
  if (path.includes("{")) {
    throw new Error(`${name}: expected \`path\` to be a plain folder, got the placeholder in "${path}"`);
  }
  const monitor = saveBestOnly ? createMonitor(name, { monitor: key, mode }) : undefined;

  return {
    name,
    onTrainBegin() {
      if (monitor) monitor.best = undefined;
    },
    async onEpochEnd(_epoch, logs, run) {
      if (monitor) {
        const value = monitor.read(logs);
        if (!monitor.improves(value, monitor.best)) return;
        monitor.best = value;
      }
      await run.syncWeights();
      await saveModel(run.model, path);
    },
    getState: () => ({ values: { best: saveNumber(monitor?.best) } }),
    setState({ values }) {
      if (monitor) monitor.best = restoreNumber((values as { best: string | null }).best);
    },
  };
}
