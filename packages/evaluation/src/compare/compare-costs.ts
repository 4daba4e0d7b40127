import { mean, median } from "d3-array";
import type { NetworkResults } from "../results/index.ts";
import type { Comparison } from "./finding.ts";
import type { CostName } from "./test.ts";

/**
 * Compares what two networks cost. Parameters and operations are counted, so a difference is a fact; times vary, so
 * the interval of their difference goes from one network's slow tenth (p90) against the other's median, and back.
 *
 * @returns null when no time was taken, or nothing is known of the architecture.
 */
export function compareCosts(
  cost: CostName,
  winner: readonly NetworkResults[],
  other: readonly NetworkResults[],
): Comparison | null {
  const [own, theirs] = [winner, other].map((cells) => valuesOf(cost, cells)) as [Values, Values];
  if (![own.value, theirs.value].every(Number.isFinite)) return null;
  return {
    winner: winner[0]?.label ?? "",
    other: other[0]?.label ?? "",
    unit: cost,
    values: [own.value, theirs.value],
    effect: theirs.value - own.value,
    low: own.slow === null ? null : theirs.value - own.slow,
    high: theirs.slow === null ? null : theirs.slow - own.value,
    p: null,
    corrected: null,
    trainedOnce: false,
  };
}

interface Values {
  readonly value: number;
  readonly slow: number | null;
}

function valuesOf(cost: CostName, cells: readonly NetworkResults[]): Values {
  if (cost === "ms") {
    const latencies = cells.flatMap(({ test }) => test.latency ?? []);
    return {
      value: median(latencies, ({ p50 }) => p50) ?? Number.NaN,
      slow: median(latencies, ({ p90 }) => p90) ?? null,
    };
  }
  const field = cost === "MACs" ? "macs" : "parameters";
  return { value: mean(cells, ({ architecture }) => architecture?.[field]) ?? Number.NaN, slow: null };
}
