import { nchw, rowMajor } from "../lowering/layout.ts";
import type { Lowering } from "../lowering/lowering.ts";
import type { LoweredTensor } from "../lowering/tensor.ts";
import { transpose } from "../lowering/transpose.ts";

/**
 * ONNX Runtime's internal convolutions on blocks of channels (NCHWc), its fastest ones on x86. The graph optimizer
 * would emit them for constant filters; a training step's filters change, so they are emitted here directly.
 */
const domain = "com.microsoft.nchwc";

/** The smallest multiple that is not less than `value`. */
export const roundUp = (value: number, multiple: number) => Math.ceil(value / multiple) * multiple;

/** A convolution in blocks of channels. */
export interface BlockedConv {
  /** Height and width of the filter. */
  readonly kernel: readonly [number, number];
  /** Strides down and across. */
  readonly strides: readonly [number, number];
  /** Distances between taps, down and across. */
  readonly dilations: readonly [number, number];
  /** Top, left, bottom, right. */
  readonly pads: readonly number[];
  /** Whether each channel has a filter of its own. */
  readonly depthwise: boolean;
  /**
   * Convolve from the filter's output channels to its input channels: the gradient of the input. `kernel` is then made of
   * these taps of the filter (row by row), in this order.
   */
  readonly backward?: readonly number[] | undefined;
  /** Added along the channels of the result. */
  readonly bias?: LoweredTensor | undefined;
}

/** Whether blocks pay for a convolution from `inputs` to `outputs` channels. */
export function blocksPay(
  l: Lowering,
  inputs: number,
  outputs: number,
  { kernel, depthwise }: Pick<BlockedConv, "kernel" | "depthwise">,
): boolean {
  if (l.channelBlock === 0 || kernel[0] * kernel[1] === 1) return false;
  if (depthwise) return inputs % 4 === 0;
  return outputs % 4 === 0 && (inputs % 4 === 0 || inputs < l.channelBlock);
}

/** Convolves `x` (logical NHWC) with `filter` (logical HWIO) to `outputs` channels in blocks; the result is NCHW. */
export const blockedConv = (
  l: Lowering,
  x: LoweredTensor,
  filter: LoweredTensor,
  outputs: number,
  conv: BlockedConv,
): string => fromBlocks(l, convolveBlocks(l, x, filter, conv), outputs);

/** Convolves `x` (logical NHWC) with `filter` (logical HWIO); the result stays in blocks. */
export function convolveBlocks(
  l: Lowering,
  x: LoweredTensor,
  filter: LoweredTensor,
  conv: BlockedConv,
): string {
  const inputs = x.shape[3] as number;
  const plainInput = !conv.depthwise && inputs < l.channelBlock;
  const source = plainInput ? x.full(nchw) : toBlocks(l, x);
  const weights = conv.depthwise
    ? depthwiseFilter(l, filter, conv)
    : denseFilter(l, filter, conv, plainInput);
  const group = conv.depthwise ? roundUp(inputs, l.channelBlock) : 1;
  const bias = conv.bias ? [biasInBlocks(l, conv.bias)] : [];
  return convOnBlocks(l, [source, weights, ...bias], { ...conv, group });
}

function biasInBlocks(l: Lowering, bias: LoweredTensor): string {
  const channels = bias.shape[0] as number;
  const filling = roundUp(channels, l.channelBlock) - channels;
  const value = bias.full(rowMajor(1));
  return filling === 0 ? value : l.builder.op("Pad", [value, l.builder.ints([0, filling])]);
}

/** The operator itself: blocks and a filter in blocks, both already arranged. */
export const convOnBlocks = (
  l: Lowering,
  inputs: readonly string[],
  {
    kernel,
    strides,
    dilations,
    pads,
    group,
  }: Omit<BlockedConv, "depthwise" | "backward" | "bias"> & { readonly group: number },
) => l.builder.op("Conv", inputs, { kernel_shape: kernel, strides, dilations, pads, group }, { domain });

/** Logical NHWC -> [batch, channel blocks, height, width, block]; ONNX sees it as [batch, channels, height, width]. */
export const toBlocks = (l: Lowering, x: LoweredTensor) =>
  l.builder.op("ReorderInput", [x.full(nchw)], {}, { domain });

/** [batch, channels, pixels] -> [batch, blocks of pixels, channels, block] */
export const toColumnBlocks = (
  l: Lowering,
  value: string,
  [batch, channels, pixels]: readonly [number, number, number],
) =>
  l.builder.op(
    "ReorderInput",
    [l.builder.reshape(value, [batch, 1, channels, pixels])],
    { channels_last: 1 },
    { domain },
  );

/** Back to NCHW, without the channels that fill the last block. */
export const fromBlocks = (l: Lowering, blocks: string, channels: number) =>
  l.builder.op("ReorderOutput", [blocks], { channels }, { domain });

/** Picks taps of a filter, its leading dimension. */
const pick = (l: Lowering, value: string, taps: readonly number[]) =>
  l.builder.op("Gather", [value, l.builder.ints(taps)], { axis: 0 });

/** [taps, channels] -> [channel blocks, 1, taps, block] */
function depthwiseFilter(l: Lowering, filter: LoweredTensor, { kernel, backward }: BlockedConv): string {
  const taps = kernel[0] * kernel[1];
  const channels = filter.shape[2] as number;
  const padded = roundUp(channels, l.channelBlock);
  let value = l.builder.reshape(filter.full(rowMajor(4)), [-1, channels]);
  if (backward) value = pick(l, value, backward);
  if (padded !== channels) value = l.builder.op("Pad", [value, l.builder.ints([0, 0, 0, padded - channels])]);
  const blocks = [taps, padded / l.channelBlock, l.channelBlock];
  const moved = transpose(l.builder, l.builder.reshape(value, blocks), blocks, [1, 0, 2]);
  return l.builder.reshape(moved, [padded, 1, ...kernel]);
}

/**
 * [taps, O, I] -> [O blocks, I blocks, taps, I block, O block]; backward the same with O and I exchanged; plain input
 * channels are not blocked.
 */
function denseFilter(
  l: Lowering,
  filter: LoweredTensor,
  { kernel, backward }: BlockedConv,
  plainInput: boolean,
): string {
  const [, , inputs = 0, outputs = 0] = filter.shape;
  const block = l.channelBlock;
  const taps = kernel[0] * kernel[1];
  const all = filter.shape.slice(0, 2).reduce((a, b) => a * b);
  let value = l.builder.reshape(filter.full("0132"), [-1, outputs, inputs]);
  const O = roundUp(outputs, block);
  const I = plainInput && !backward ? inputs : roundUp(inputs, block);
  if (O !== outputs || I !== inputs) {
    value = l.builder.op("Pad", [value, l.builder.ints([0, 0, 0, 0, O - outputs, I - inputs])]);
  }
  if (plainInput && !backward) {
    const shape = [taps, O / block, block, I];
    const moved = transpose(l.builder, l.builder.reshape(value, shape), shape, [1, 3, 0, 2]);
    return l.builder.reshape(moved, [O, I, ...kernel]);
  }
  // Reordering turns squares of channels many times faster than Transpose, which is then left with long runs.
  const turn = (source: string, shape: readonly number[]) =>
    l.builder.op("ReorderInput", [l.builder.reshape(source, shape)], {}, { domain });
  const squares = turn(value, [(all * O) / block, block, 1, I]);
  const blocks = [O / block, I / block];
  if (!backward) {
    const shape = [taps, ...blocks, block ** 2];
    const moved = transpose(l.builder, l.builder.reshape(squares, shape), shape, [1, 2, 0, 3]);
    return l.builder.reshape(moved, [O, I, ...kernel]);
  }
  const turned = turn(squares, [(all * O * I) / block ** 2, block, 1, block]);
  const picked = pick(l, l.builder.reshape(turned, [all, ...blocks, block ** 2]), backward);
  const moved = transpose(l.builder, picked, [taps, ...blocks, block ** 2], [2, 1, 0, 3]);
  return l.builder.reshape(moved, [I, O, ...kernel]);
}
