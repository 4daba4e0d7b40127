import { checkChoice } from "@faceseg/core";
import type { JsonValue } from "../settings/json.ts";
import type { Logs } from "../step/logs.ts";

/** Whether a lower (`"min"`) or a higher (`"max"`) value is better; `"auto"` infers it from the name. */
export type MonitorMode = "auto" | "min" | "max";

/**
 * Watches one key of the logs for improvement, as Keras's `MonitorCallback` does, but for NaN: it never improves. Keras keeps
 * a first NaN as the best value forever.
 */
export interface Monitor {
  /** The best value so far; undefined before the first that is a number. */
  best: number | undefined;
  /** The value of the watched key. */
  read(logs: Logs): number;
  /** Whether a value is a number, and better than another or the first. */
  improves(value: number, reference: number | undefined): boolean;
}

const LOWER = /loss|error/;
const HIGHER = /acc|iou|f1|dice|precision|recall|auc|fmeasure/;

/** A monitor for a callback. */
export function createMonitor(
  callback: string,
  options: { monitor: string; mode: MonitorMode; minDelta?: number },
): Monitor {
  const { monitor } = options;
  const sign = direction(callback, monitor, options.mode);
  const minDelta = sign * Math.abs(options.minDelta ?? 0);
  return {
    best: undefined,
    read(logs) {
      const value = Object.hasOwn(logs, monitor) ? logs[monitor] : undefined;
      if (value !== undefined) return value;
      const keys = Object.keys(logs).join(", ") || "none";
      throw new Error(
        `Expected \`monitor\` of ${callback} to be a key of the logs, got "${monitor}"; the logs have ${keys}` +
          (monitor.startsWith("val_") ? "; `val_` values need validation data" : ""),
      );
    },
    // Keras compares as float32, where values that differ only as doubles are ties.
    improves: (value, reference) =>
      reference === undefined || Number.isNaN(reference)
        ? !Number.isNaN(value)
        : sign * Math.fround(value - minDelta) > sign * Math.fround(reference),
  };
}

function direction(callback: string, monitor: string, mode: MonitorMode): 1 | -1 {
  checkChoice("mode", mode, ["auto", "min", "max"]);
  if (mode === "min" || (mode === "auto" && LOWER.test(monitor))) return -1;
  if (mode === "max" || (mode === "auto" && HIGHER.test(monitor))) return 1;
  throw new RangeError(
    `Expected \`mode\` of ${callback} to be "min" or "max" for "${monitor}", whose name does not tell ` +
      'whether lower or higher is better, got "auto"',
  );
}

/** A value as JSON, which has no numbers for absent, NaN or infinite values. */
export const saveNumber = (value: number | undefined): JsonValue =>
  value === undefined ? null : String(value);

/** What `saveNumber` saved. */
export const restoreNumber = (saved: string | null): number | undefined =>
  saved === null ? undefined : Number(saved);
