/// <reference types="node" />
import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { shown } from "@faceseg/core";
import { saveModel } from "@faceseg/model-files/node";
import type { Callback } from "./callback.ts";
import { createMonitor, type MonitorMode, restoreNumber, saveNumber } from "./monitor.ts";

/** Options of `modelCheckpoint`. */
export interface ModelCheckpointOptions {
  /** Where `model.json` and `weights.bin` are written; each save replaces the one before. */
  readonly folder: string;
  /** Key of the logs to watch. @default "val_loss" */
  readonly monitor?: string;
  /** Whether to save only when `monitor` is better than ever before. @default false */
  readonly saveBestOnly?: boolean;
  /** Whether lower or higher is better. @default "auto" */
  readonly mode?: MonitorMode;
}

/**
 * Saves the model after each epoch, or after each best one; Keras's `ModelCheckpoint`. NaN is never the best.
 *
 * A resumed run knows the best value so far where `folder` has a model and `monitor` is the same; it begins anew otherwise.
 *
 * @throws {RangeError} where `folder` has a placeholder such as `{epoch}`.
 * @throws {Error} when `saveBestOnly` is set and the logs lack `monitor`, or `folder` holds other files than a model.
 * @example
 * modelCheckpoint({ folder: "runs/unet/best", saveBestOnly: true });
 */
export function modelCheckpoint(options: ModelCheckpointOptions): Callback {
  const name = "modelCheckpoint";
  const { folder, monitor: key = "val_loss", saveBestOnly = false, mode = "auto" } = options;
  if (folder.includes("{")) {
    throw new RangeError(`Expected \`folder\` to be a path without placeholders, got ${shown(folder)}`);
  }
  const monitor = saveBestOnly ? createMonitor(name, { monitor: key, mode }) : undefined;

  return {
    name,
    key: relative("", folder),
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
      await saveModel(run.model, folder);
    },
    getState: () => ({ values: { monitor: key, best: saveNumber(monitor?.best) } }),
    setState({ values }) {
      const saved = values as { monitor: string; best: string | null };
      const isSaved = saved.monitor === key && existsSync(join(folder, "model.json"));
      if (monitor && isSaved) monitor.best = restoreNumber(saved.best);
    },
  };
}
