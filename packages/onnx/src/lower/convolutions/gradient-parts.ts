import type { Lowering } from "../lowering/lowering.ts";
import { transpose } from "../lowering/transpose.ts";

/** What {@link pixelProduct} multiplies: [batch, channels, pixels] each. */
export interface PixelProduct {
  /** Number of images. */
  readonly batch: number;
  /** Pixels of an image. */
  readonly pixels: number;
  /** Channels of a and of b. */
  readonly channels: readonly [number, number];
}

/**
 * Σ a · bᵀ over all pixels of all images, [channels of a, channels of b], in the given shape. One product for each
 * image and a sum over the batch; or, where these products are larger than the images, channels moved before the
 * batch and one product over everything.
 */
export function pixelProduct(
  l: Lowering,
  a: string,
  b: string,
  { batch, pixels, channels }: PixelProduct,
  shape: readonly number[],
): string {
  const merged = channels[0] * channels[1] > (channels[0] + channels[1]) * pixels;
  const rows = (value: string, count: number) => {
    if (!merged) return l.builder.reshape(value, [batch, count, pixels]);
    const moved = transpose(l.builder, value, [batch, count, pixels], [1, 0, 2]);
    return l.builder.reshape(moved, [1, count, batch * pixels]);
  };
  const operands = [rows(a, channels[0]), rows(b, channels[1])];
  const product = l.builder.op("FusedMatMul", operands, { transB: 1 }, { domain: "com.microsoft" });
  return sumOverBatch(l, product, merged ? 1 : batch, shape);
}

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

/** Moves an NCHW value down and right by whole pixels inside its frame; pixels from outside are zero. */
export const shifted = (l: Lowering, value: string, [down, right]: readonly [number, number]) =>
  padSpatial(l, value, [down, right, -down, -right]);
