import type { Size } from "@faceseg/image";

/**
 * A mask with soft edges: 1 inside, 0 outside, and a slope `radius` pixels to either side of the edge (two box means,
 * across and down). The image's border is no edge.
 *
 * @returns [height, width], in [0, 1]
 */
export function feather(mask: Uint8Array, { width, height }: Size, radius: number): Float32Array {
  const values = Float32Array.from(mask, (value) => (value ? 1 : 0));
  const reach = Math.round(radius / 2);
  if (reach < 1) return values;
  const line = new Float32Array(Math.max(width, height));
  for (let pass = 0; pass < 2; pass++) {
    for (let y = 0; y < height; y++) boxMean(values, y * width, 1, width, reach, line);
    for (let x = 0; x < width; x++) boxMean(values, x, width, height, reach, line);
  }
  return values;
}

/** Replaces `count` values by the means of those up to `reach` away; beyond the ends the last value is repeated. */
function boxMean(
  values: Float32Array,
  origin: number,
  step: number,
  count: number,
  reach: number,
  line: Float32Array,
): void {
  const at = (index: number) => values[origin + Math.min(Math.max(index, 0), count - 1) * step] as number;
  let sum = 0;
  for (let i = -reach; i <= reach; i++) sum += at(i);
  for (let i = 0; i < count; i++) {
    line[i] = sum / (2 * reach + 1);
    sum += at(i + reach + 1) - at(i - reach);
  }
  for (let i = 0; i < count; i++) values[origin + i * step] = Math.min(Math.max(line[i] as number, 0), 1);
}
