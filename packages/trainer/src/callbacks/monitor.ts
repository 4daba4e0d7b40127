import type { JsonValue, Logs } from "./callback.ts";

/** Whether a lower or a higher value is better; `"auto"` infers it from the name. */
export type Mode = "auto" | "min" | "max";

/** Watches one key of the logs for improvement, as Keras's `MonitorCallback` does. */
export interface Monitor {
  /** The best value so far. */
  best: number | undefined;
  read(logs: Logs): number;
  improves(value: number, reference: number | undefined): boolean;
}

const LOWER = /loss|error/;
const HIGHER = /acc|iou|f1|dice|precision|recall|auc|fmeasure/;

export function createMonitor(
  callback: string,
  options: { monitor: string; mode: Mode; minDelta?: number },
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
        `${callback}: expected the logs to have "${monitor}" (option \`monitor\`), found ${keys}` +
          (monitor.startsWith("val_") ? "; `val_` values need validation data" : ""),
      );
    },
    // Keras compares as float32, where values that differ only as doubles are ties.
    improves: (value, reference) =>
      reference === undefined || sign * Math.fround(value - minDelta) > sign * Math.fround(reference),
  };
}

function direction(callback: string, monitor: string, mode: Mode): 1 | -1 {
  if (mode === "min" || (mode === "auto" && LOWER.test(monitor))) return -1;
  if (mode === "max" || (mode === "auto" && HIGHER.test(monitor))) return 1;
  if (mode === "auto") {
    throw new Error(
      `${callback}: cannot infer from the name "${monitor}" whether lower or higher is better; ` +
        `pass \`mode: "min"\` or \`mode: "max"\``,
    );
  }
  throw new Error(`${callback}: expected \`mode\` to be "auto", "min" or "max", got ${JSON.stringify(mode)}`);
}

/** A value that may be absent, NaN or infinite, none of which JSON's numbers can say. */
export const saveNumber = (value: number | undefined): JsonValue =>
  value === undefined ? null : String(value);

export const restoreNumber = (saved: string | null): number | undefined =>
  saved === null ? undefined : Number(saved);

export function requireCount(callback: string, name: string, value: number): void {
  if (!Number.isInteger(value) || value < 0) {
    throw new Error(
      `${callback}: expected \`${name}\` to be a whole number of epochs, 0 or more, got ${value}`,
    );
  }
}
