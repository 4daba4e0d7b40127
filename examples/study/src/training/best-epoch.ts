import type { Config } from "../config/config.ts";

/** Index of the epoch with the best value; the first of equals, as `modelCheckpoint` keeps it. */
export function bestEpoch(
  epochs: readonly Readonly<Record<string, number>>[],
  keepBest: Config["keepBest"],
): number {
  const sign = keepBest === "val_loss" ? -1 : 1;
  const values = epochs.map((logs) => sign * (logs[keepBest] ?? Number.NaN));
  return values.reduce((best, value, i) => (value > (values[best] ?? Number.NaN) ? i : best), 0);
}
