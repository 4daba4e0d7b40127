import { nchw } from "../lowering/layout.ts";
import type { Lowering } from "../lowering/lowering.ts";
import type { LoweredTensor } from "../lowering/tensor.ts";
import { blocksPay, convolveBlocks, fromBlocks } from "./blocked.ts";
import { type ConvAttrs, convGeometry } from "./conv-geometry.ts";

/** How one axis of every s-th row (or column) of a strided convolution's input gets its gradient. */
interface Phase {
  /** Taps of the filter that meet these rows, in the order of a convolution of dy with stride 1. */
  readonly taps: readonly number[];
  readonly before: number;
  readonly after: number;
}

/**
 * The rows `phase`, `phase` + stride, ... of the gradient: with q = row + pad, those taps k that are q modulo the stride,
 * each times row (q - k) / stride of dy.
 */
function phaseOf(
  phase: number,
  [rows, outRows]: readonly [number, number],
  kernel: number,
  stride: number,
  pad: number,
): Phase {
  const first = (phase + pad) % stride;
  const lead = (phase + pad - first) / stride;
  const taps: number[] = [];
  for (let tap = first; tap < kernel; tap += stride) taps.unshift(tap);
  return { taps, before: taps.length - 1 - lead, after: rows / stride + lead - outRows };
}

/**
 * The gradient of a strided convolution's input (and so the transposed convolution) in blocks of channels: one small
 * convolution of stride 1 for each residue of row and column modulo the stride, and their results interleaved.
 * ConvTranspose multiplies the same numbers, but through a matrix that it then adds up tap by tap.
 *
 * @returns undefined where the residues differ in size, one of them meets no tap, or blocks do not pay.
 */
export function interleavedConv(
  l: Lowering,
  dy: LoweredTensor,
  filter: LoweredTensor,
  inputShape: readonly number[],
  attrs: ConvAttrs,
  depthwise: boolean,
  bias?: LoweredTensor,
): LoweredTensor | undefined {
  const geometry = convGeometry(inputShape, filter.shape, attrs, depthwise);
  const { outShape, kernel, strides, dilations, pads } = geometry;
  const [batch = 0, height = 0, width = 0, channels = 0] = inputShape;
  const outputs = dy.shape[3] as number;
  if (dilations.some((d) => d !== 1) || height % strides[0] !== 0 || width % strides[1] !== 0) return;
  if (depthwise ? filter.shape[3] !== 1 : outputs < l.channelBlock) return;
  if (!blocksPay(l, outputs, channels, { kernel, depthwise })) return;
  const phases = (i: 0 | 1) =>
    Array.from({ length: strides[i] }, (_, phase) => {
      const sizes = [inputShape[i + 1] as number, outShape[i + 1] as number] as const;
      return phaseOf(phase, sizes, kernel[i], strides[i], pads[i]);
    });
  const [rows, columns] = [phases(0), phases(1)];
  const possible = ({ taps, before, after }: Phase) => taps.length > 0 && before >= 0 && after >= 0;
  if (![...rows, ...columns].every(possible)) return;

  const parts = rows.map((row) =>
    columns.map((column) =>
      convolveBlocks(l, dy, filter, {
        kernel: [row.taps.length, column.taps.length],
        strides: [1, 1],
        dilations: [1, 1],
        pads: [row.before, column.before, row.after, column.after],
        depthwise,
        bias,
        backward: row.taps.flatMap((i) => column.taps.map((j) => i * kernel[1] + j)),
      }),
    ),
  );
  const whole = interleave(l, parts, [batch, channels, height, width]);
  const withBias = (added: LoweredTensor) =>
    interleavedConv(l, dy, filter, inputShape, attrs, depthwise, added) as LoweredTensor;
  return l.tensor(inputShape, nchw, fromBlocks(l, whole, channels), "float32", bias ? {} : { withBias });
}

/**
 * Interleaves images in blocks of channels to images of [batch, channels, height, width]: `parts[row][column]` has the
 * pixels whose row and column leave these remainders.
 */
export function interleave(
  l: Lowering,
  parts: readonly (readonly string[])[],
  [batch, channels, height, width]: readonly [number, number, number, number],
): string {
  const block = l.channelBlock;
  const blocks = Math.ceil(channels / block);
  const rows = parts.map((row) => {
    const phaseRows = (batch * blocks * height) / parts.length;
    const pixels = row.map((part) => l.builder.reshape(part, [(phaseRows * width) / row.length, block]));
    return l.builder.reshape(l.builder.concat(pixels, 1), [phaseRows, width * block]);
  });
  return l.builder.reshape(l.builder.concat(rows, 1), [batch, blocks * block, height, width]);
}
