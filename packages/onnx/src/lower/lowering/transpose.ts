import type { OnnxBuilder } from "../../onnx/builder.ts";

/**
 * Transposes `value`, whose memory has the sizes `shape`, so that output dimension i is input dimension `order[i]`.
 * Neighbors that stay together are merged and sizes of 1 dropped first: ONNX Runtime is fast on few dimensions only.
 */
export function transpose(
  builder: OnnxBuilder,
  value: string,
  shape: readonly number[],
  order: readonly number[],
): string {
  const outputShape = order.map((dimension) => shape[dimension] as number);
  const groups: number[][] = [];
  for (const dimension of order.filter((d) => shape[d] !== 1)) {
    const last = groups.at(-1);
    const between = last ? shape.slice((last.at(-1) as number) + 1, dimension) : [];
    const adjacent = last && dimension > (last.at(-1) as number) && between.every((size) => size === 1);
    if (adjacent) last.push(dimension);
    else groups.push([dimension]);
  }
  const inputOrder = [...groups].sort((a, b) => (a[0] as number) - (b[0] as number));
  const perm = groups.map((group) => inputOrder.indexOf(group));
  if (perm.every((p, i) => p === i)) return builder.reshape(value, outputShape);
  const merged = inputOrder.map((group) => group.reduce((size, d) => size * (shape[d] as number), 1));
  const moved = builder.op("Transpose", [builder.reshape(value, merged)], { perm });
  return builder.reshape(moved, outputShape);
}
