import type { Lowering } from "../lower/lowering.ts";

const contrib = { domain: "com.microsoft" };

/** a · bᵀ over the last two dimensions. */
export const matmulTransposed = (l: Lowering, a: string, b: string) =>
  l.builder.op("FusedMatMul", [a, b], { transB: 1 }, contrib);

/** Sums a [batch, ...] value over the batch and gives it `shape`. */
export function sumOverBatch(l: Lowering, value: string, batch: number, shape: readonly number[]): string {
  const summed =
    batch === 1 ? value : l.builder.op("ReduceSum", [value, l.builder.ints([0])], { keepdims: 0 });
  return l.builder.reshape(summed, shape);
}

/** Pads (or with negative numbers crops) the two spatial dimensions of an NCHW value: top, left, bottom, right. */
export function padSpatial(
  l: Lowering,
  value: string,
  [top, left, bottom, right]: readonly [number, number, number, number],
): string {
  if (top === 0 && left === 0 && bottom === 0 && right === 0) return value;
  return l.builder.op("Pad", [value, l.builder.ints([0, 0, top, left, 0, 0, bottom, right])]);
}

/** Moves an NCHW value down and right by whole pixels inside its frame; what enters is zero. */
export const shifted = (l: Lowering, value: string, [down, right]: readonly [number, number]) =>
  padSpatial(l, value, [down, right, -down, -right]);
