import type * as tf from "@tensorflow/tfjs-core";
import { addBiasAndActivation, type Fused } from "../arithmetic/activations.ts";
import { float32, type Kernel, kernel, required } from "../lowering/kernel.ts";
import { iohw, nchw, oihw, rowMajor } from "../lowering/layout.ts";
import type { Lowering } from "../lowering/lowering.ts";
import type { LoweredTensor } from "../lowering/tensor.ts";
import { blockedConv, blocksPay } from "./blocked.ts";
import { type ConvAttrs, convGeometry } from "./conv-geometry.ts";
import { interleavedConv } from "./interleaved.ts";

/** A convolution of `x` (logical NHWC) with `filter` (logical HWIO; HWCM where depthwise), plus a bias a channel. */
function convolve(
  l: Lowering,
  x: LoweredTensor,
  filter: LoweredTensor,
  attrs: ConvAttrs,
  depthwise: boolean,
  bias?: LoweredTensor,
): LoweredTensor {
  const { outShape, ...geometry } = convGeometry(x.shape, filter.shape, attrs, depthwise);
  const [inputs, outputs] = [x.shape[3] as number, outShape[3] as number];
  const single = !depthwise || filter.shape[3] === 1;
  const withBias = (added: LoweredTensor) => convolve(l, x, filter, attrs, depthwise, added);
  const options = bias ? {} : { withBias };
  if (single && blocksPay(l, inputs, outputs, { ...geometry, depthwise })) {
    const value = blockedConv(l, x, filter, outputs, { ...geometry, depthwise, bias });
    return l.tensor(outShape, nchw, value, "float32", options);
  }
  const { kernel: kernel_shape, strides, dilations, pads } = geometry;
  const weights = depthwise ? depthwiseWeights(l, filter) : filter.full(oihw);
  const operands = [x.full(nchw), weights, ...(bias ? [bias.full(rowMajor(1))] : [])];
  const group = depthwise ? inputs : 1;
  const value = l.builder.op("Conv", operands, { kernel_shape, strides, dilations, pads, group });
  return l.tensor(outShape, nchw, value, "float32", options);
}

/** HWCM -> [C*M, 1, H, W], the filter of a grouped ONNX convolution. */
function depthwiseWeights(l: Lowering, filter: LoweredTensor): string {
  const [height = 0, width = 0, channels = 0, multiplier = 0] = filter.shape;
  if (multiplier === 1) return filter.full(iohw);
  return l.builder.reshape(filter.full("2301"), [channels * multiplier, 1, height, width]);
}

/** The gradient of a convolution's input; also what a transposed convolution computes. */
function convolveBackward(
  l: Lowering,
  dy: LoweredTensor,
  filter: LoweredTensor,
  inputShape: readonly number[],
  attrs: ConvAttrs,
  depthwise: boolean,
): LoweredTensor {
  const {
    outShape,
    kernel: k,
    strides,
    dilations,
    pads,
  } = convGeometry(inputShape, filter.shape, attrs, depthwise);
  const [, height = 0, width = 0, channels = 0] = inputShape;
  const outputs = dy.shape[3] as number;
  const plain = strides.every((s) => s === 1) && dilations.every((d) => d === 1);
  const single = !depthwise || filter.shape[3] === 1;
  const mirrored = [k[0] - 1 - pads[0], k[1] - 1 - pads[1], k[0] - 1 - pads[2], k[1] - 1 - pads[3]];
  if (plain && single && mirrored.every((pad) => pad >= 0)) {
    const enough = depthwise || outputs >= l.channelBlock;
    const geometry = { kernel: k, strides, dilations, pads: mirrored, depthwise };
    if (enough && blocksPay(l, outputs, channels, geometry)) {
      const taps = Array.from({ length: k[0] * k[1] }, (_, i) => k[0] * k[1] - 1 - i);
      return l.tensor(
        inputShape,
        nchw,
        blockedConv(l, dy, filter, channels, { ...geometry, backward: taps }),
      );
    }
    const weights = flipped(l, filter.full(iohw), k);
    const group = depthwise ? channels : 1;
    const value = l.builder.op("Conv", [dy.full(nchw), weights], {
      kernel_shape: k,
      strides,
      pads: mirrored,
      group,
    });
    return l.tensor(inputShape, nchw, value);
  }
  const interleaved = interleavedConv(l, dy, filter, inputShape, attrs, depthwise);
  if (interleaved) return interleaved;
  const reach = (i: 0 | 1) =>
    (outShape[i + 1] as number) * strides[i] - strides[i] + (k[i] - 1) * dilations[i] + 1;
  const output_padding = [height - reach(0) + pads[0] + pads[2], width - reach(1) + pads[1] + pads[3]];
  const value = l.builder.op(
    "ConvTranspose",
    [dy.full(nchw), depthwise ? depthwiseWeights(l, filter) : filter.full(oihw)],
    {
      kernel_shape: k,
      strides,
      dilations,
      pads,
      output_padding,
      group: depthwise ? channels : 1,
    },
  );
  return l.tensor(inputShape, nchw, value);
}

/** Rotates the taps of a filter in [.., .., H, W] by half a turn. */
function flipped(l: Lowering, weights: string, [height, width]: readonly [number, number]): string {
  if (height * width === 1) return weights;
  const ints = (...values: number[]) => l.builder.ints(values);
  const end = -(2 ** 31);
  return l.builder.op("Slice", [weights, ints(-1, -1), ints(end, end), ints(2, 3), ints(-1, -1)]);
}

const forward = (depthwise: boolean): Kernel =>
  kernel<ConvAttrs & Fused>({
    infer: (inputs, attrs) =>
      float32(
        convGeometry(required(inputs, "x").shape, required(inputs, "filter").shape, attrs, depthwise)
          .outShape,
      ),
    lower: (l, inputs, attrs) => {
      const y = convolve(l, required(inputs, "x"), required(inputs, "filter"), attrs, depthwise);
      return addBiasAndActivation(l, y, inputs, attrs);
    },
  });

const backwardInput = (depthwise: boolean): Kernel =>
  kernel<tf.Conv2DBackpropInputAttrs>({
    infer: (_, { inputShape }) => float32(inputShape),
    lower: (l, inputs, attrs) =>
      convolveBackward(
        l,
        required(inputs, "dy"),
        required(inputs, "filter"),
        attrs.inputShape,
        attrs,
        depthwise,
      ),
  });

/** Convolutions and the gradients of their inputs. */
export const convolutions: Record<string, Kernel> = {
  Conv2D: forward(false),
  FusedConv2D: forward(false),
  DepthwiseConv2dNative: forward(true),
  FusedDepthwiseConv2D: forward(true),
  Conv2DBackpropInput: backwardInput(false),
  DepthwiseConv2dNativeBackpropInput: backwardInput(true),
};
