import type { Lowering } from "../lowering/lowering.ts";
import type { LoweredTensor } from "../lowering/tensor.ts";
import { blocksPay, convolveBlocks, fromBlocks } from "./blocked.ts";
import type { ConvGeometry } from "./conv-geometry.ts";
import { shiftedProducts } from "./shifted-products.ts";

/** A tap of a filter, along one axis, meets pixel `stride * (output pixel + shift) + phase` of the input. */
interface Tap {
  readonly index: number;
  readonly phase: number;
  readonly shift: number;
}

const tapsOf = (kernel: number, stride: number, pad: number): Tap[] =>
  Array.from({ length: kernel }, (_, index) => {
    const shift = Math.floor((index - pad) / stride);
    return { index, phase: index - pad - shift * stride, shift };
  });

/** Every stride-th pixel of `x` from (row, column) on, [batch, channels, height, width]: a convolution with ones and zeros. */
export function plane(
  l: Lowering,
  x: LoweredTensor,
  strides: readonly [number, number],
  [row, column]: readonly [number, number],
): string {
  const channels = x.shape[3] as number;
  const kernel = [row + 1, column + 1] as const;
  const ones = new Float32Array(kernel[0] * kernel[1] * channels);
  ones.fill(1, ones.length - channels);
  const shape = [...kernel, channels, 1];
  const filter = l.tensor(shape, "0123", l.builder.constant("float32", shape, ones));
  const geometry = { kernel, strides, dilations: [1, 1], pads: [0, 0, 0, 0], depthwise: true } as const;
  return fromBlocks(l, convolveBlocks(l, x, filter, geometry), channels);
}

/**
 * The gradient of a strided filter in blocks of channels. The pixels that a tap meets lie a stride apart: the input is
 * split once into one plane for each residue of row and column modulo the stride, and taps are products with shifted views
 * of these, as with stride 1.
 *
 * @returns undefined where planes and dy differ in size, or blocks do not pay.
 */
export function planesGradient(
  l: Lowering,
  x: LoweredTensor,
  dy: LoweredTensor,
  shape: readonly number[],
  { outShape, kernel, strides, dilations, pads }: ConvGeometry,
): LoweredTensor | undefined {
  const [batch = 0, height = 0, width = 0, inputs = 0] = x.shape;
  const [, outHeight = 0, outWidth = 0, outputs = 0] = outShape;
  if (dilations.some((d) => d !== 1)) return;
  if (height !== outHeight * strides[0] || width !== outWidth * strides[1]) return;
  if (!blocksPay(l, inputs, inputs, { kernel, depthwise: true })) return;
  const [rows, columns] = [tapsOf(kernel[0], strides[0], pads[0]), tapsOf(kernel[1], strides[1], pads[1])];
  const byPhase = (taps: readonly Tap[]) =>
    [...new Set(taps.map(({ phase }) => phase))].map((phase) => taps.filter((tap) => tap.phase === phase));
  const shifts = (taps: readonly Tap[]) => taps.map(({ shift }) => shift);

  const order: number[] = [];
  const parts: string[] = [];
  for (const down of byPhase(rows)) {
    for (const right of byPhase(columns)) {
      const source = plane(l, x, strides, [down[0]?.phase ?? 0, right[0]?.phase ?? 0]);
      const sizes = { batch, height: outHeight, width: outWidth, outputs, inputs };
      const products = shiftedProducts(l, source, dy, {
        ...sizes,
        rows: shifts(down),
        columns: shifts(right),
      });
      parts.push(l.builder.reshape(products, [down.length * right.length, outputs, inputs]));
      order.push(...down.flatMap((row) => right.map((column) => row.index * kernel[1] + column.index)));
    }
  }
  const all = l.builder.concat(parts, 0);
  const inOrder = l.builder.ints(order.map((_, tap) => order.indexOf(tap)));
  const value = l.builder.op("Gather", [all, inOrder], { axis: 0 });
  return l.tensor(shape, "0132", l.builder.reshape(value, [kernel[0], kernel[1], outputs, inputs]));
}
