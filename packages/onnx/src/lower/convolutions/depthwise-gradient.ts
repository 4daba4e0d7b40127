import { iohw, nchw } from "../lowering/layout.ts";
import type { Lowering } from "../lowering/lowering.ts";
import type { LoweredTensor } from "../lowering/tensor.ts";
import { transpose } from "../lowering/transpose.ts";
import { blocksPay, convOnBlocks, roundUp, toBlocks } from "./blocked.ts";
import { type ConvAttrs, type ConvGeometry, convGeometry } from "./conv-geometry.ts";
import { padSpatial, sumOverBatch } from "./gradient-parts.ts";

/**
 * The gradient of a depthwise filter: each channel plane of each image correlated with its own dy, as one grouped
 * convolution whose filters are dy (forward strides become dilations and the other way round).
 */
export function depthwiseFilterGradient(
  l: Lowering,
  x: LoweredTensor,
  dy: LoweredTensor,
  shape: readonly number[],
  attrs: ConvAttrs,
): LoweredTensor {
  const geometry = convGeometry(x.shape, shape, attrs, true);
  const { outShape, strides, dilations, pads } = geometry;
  const [rows = 0, columns = 0, channels = 0, multiplier = 0] = shape;
  const [batch = 0, height = 0, width = 0] = x.shape;
  const [, outHeight = 0, outWidth = 0] = outShape;
  const below = (outHeight - 1) * strides[0] + (rows - 1) * dilations[0] + 1 - height - pads[0];
  const right = (outWidth - 1) * strides[1] + (columns - 1) * dilations[1] + 1 - width - pads[1];
  const after = [below, right] as const;
  const blocked = gradientInBlocks(l, x, dy, shape, { ...geometry, after });
  if (blocked) return blocked;
  const cropped = padSpatial(l, x.full(nchw), [0, 0, Math.min(0, below), Math.min(0, right)]);
  const planes = l.builder.reshape(cropped, [
    1,
    batch * channels,
    height + Math.min(0, below),
    width + Math.min(0, right),
  ]);
  const value = l.builder.op(
    "Conv",
    [planes, l.builder.reshape(dy.full(nchw), [batch * channels * multiplier, 1, outHeight, outWidth])],
    {
      kernel_shape: [outHeight, outWidth],
      pads: [pads[0], pads[1], Math.max(0, below), Math.max(0, right)],
      strides: dilations,
      dilations: strides,
      group: batch * channels,
    },
  );
  const taps = l.builder.reshape(value, [batch, channels * multiplier, rows * columns]);
  return l.tensor(shape, iohw, sumOverBatch(l, taps, batch, [channels, multiplier, rows, columns]));
}

/**
 * The same in blocks of channels, where no input has to be cropped: dy in blocks lies in memory as filters in blocks do,
 * and both operands mostly exist already, for the convolution itself and for the gradient of its input.
 */
function gradientInBlocks(
  l: Lowering,
  x: LoweredTensor,
  dy: LoweredTensor,
  shape: readonly number[],
  { kernel, outShape, strides, dilations, pads, after }: ConvGeometry & { readonly after: readonly number[] },
): LoweredTensor | undefined {
  const [rows = 0, columns = 0, channels = 0, multiplier = 0] = shape;
  const [batch = 0, height = 0, width = 0] = x.shape;
  const [, outHeight = 0, outWidth = 0] = outShape;
  if (multiplier !== 1 || after.some((pad) => pad < 0)) return;
  if (!blocksPay(l, channels, channels, { kernel, depthwise: true })) return;
  const padded = roundUp(channels, l.channelBlock);
  const planes = l.builder.reshape(toBlocks(l, x), [1, batch * padded, height, width]);
  const filters = l.builder.reshape(toBlocks(l, dy), [batch * padded, 1, outHeight, outWidth]);
  const value = convOnBlocks(l, [planes, filters], {
    kernel: [outHeight, outWidth],
    pads: [pads[0], pads[1], ...after],
    strides: dilations,
    dilations: strides,
    group: batch * padded,
  });
  const blocks = [padded / l.channelBlock, rows * columns, l.channelBlock];
  const summed = sumOverBatch(l, l.builder.reshape(value, [batch, ...blocks]), batch, blocks);
  const taps = l.builder.reshape(transpose(l.builder, summed, blocks, [1, 0, 2]), [rows, columns, padded, 1]);
  const own =
    padded === channels
      ? taps
      : l.builder.op("Slice", [taps, l.builder.ints([0]), l.builder.ints([channels]), l.builder.ints([2])]);
  return l.tensor(shape, "0123", own);
}
