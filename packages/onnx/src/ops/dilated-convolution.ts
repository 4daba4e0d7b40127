import { checkChoice, checkNumber } from "@faceseg/core";
import * as tf from "@tensorflow/tfjs-core";
import { isTracing } from "../trace/is-tracing.ts";

type Kind = "Conv2D" | "DepthwiseConv2dNative";

/** Options of {@link dilatedConv2d} and {@link dilatedDepthwiseConv2d}. */
export interface DilatedOptions {
  /** Distance between the taps of the filter in pixels. */
  readonly rate: number;
  /** "same" keeps height and width; "valid" uses no padding. @default "same" */
  readonly pad?: "same" | "valid";
}

/**
 * A convolution with dilated filters and stride 1 (atrous convolution), differentiable in both arguments, as
 * `tf.conv2d` with dilations is not.
 *
 * @param x [batch, height, width, inputs]
 * @param filter [height, width, inputs, outputs]
 * @returns [batch, height, width, outputs]
 * @throws {RangeError} for a rate that is not a whole number of at least 1.
 * @example
 * const y = dilatedConv2d(x, filter, { rate: 2 });
 */
export const dilatedConv2d = (x: tf.Tensor4D, filter: tf.Tensor4D, options: DilatedOptions): tf.Tensor4D =>
  dilated("Conv2D", x, filter, options);

/**
 * A depthwise convolution with dilated filters and stride 1, differentiable in both arguments, as
 * `tf.depthwiseConv2d` with dilations is not.
 *
 * @param x [batch, height, width, channels]
 * @param filter [height, width, channels, multiplier]
 * @returns [batch, height, width, channels * multiplier]
 * @throws {RangeError} for a rate that is not a whole number of at least 1.
 */
export const dilatedDepthwiseConv2d = (
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  options: DilatedOptions,
): tf.Tensor4D => dilated("DepthwiseConv2dNative", x, filter, options);

function dilated(
  kind: Kind,
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  { rate, pad = "same" }: DilatedOptions,
): tf.Tensor4D {
  checkNumber("rate", rate, { min: 1, integer: true, unit: "pixels" });
  checkChoice("pad", pad, ["same", "valid"]);
  return isTracing() ? traced(kind, x, filter, rate, pad) : eager(kind, x, filter, rate, pad);
}

const run = (kernel: string, inputs: object, attrs: object) =>
  tf
    .engine()
    .runKernel(kernel, inputs as tf.NamedTensorMap, attrs as tf.NamedAttrMap) as unknown as tf.Tensor4D;

/** Forward and backward are single kernels, which take dilations although TensorFlow.js's gradients refuse them. */
function traced(
  kind: Kind,
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  rate: number,
  pad: "same" | "valid",
): tf.Tensor4D {
  const attrs = { strides: [1, 1], pad, dataFormat: "NHWC", dilations: [rate, rate] };
  const convolve = tf.customGrad((...args) => {
    const [input, weights, save] = args as unknown as [tf.Tensor4D, tf.Tensor4D, tf.GradSaveFunc];
    save([input, weights]);
    const gradFunc = (dy: tf.Tensor, [x, filter]: tf.Tensor[]) => [
      run(`${kind}BackpropInput`, { dy, filter }, { ...attrs, inputShape: x?.shape }),
      run(`${kind}BackpropFilter`, { x, dy }, { ...attrs, filterShape: filter?.shape }),
    ];
    return { value: run(kind, { x: input, filter: weights }, attrs), gradFunc };
  });
  return convolve(x, filter) as tf.Tensor4D;
}

/** Pixels that lie `rate` apart become images of their own, on which the filter is dense. */
function eager(
  kind: Kind,
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  rate: number,
  pad: "same" | "valid",
): tf.Tensor4D {
  const axes = [0, 1].map((i) => {
    const reach = pad === "same" ? ((filter.shape[i] as number) - 1) * rate : 0;
    const before = Math.floor(reach / 2);
    const padded = (x.shape[i + 1] as number) + reach;
    const extra = (rate - (padded % rate)) % rate;
    return { pads: [before, reach - before + extra], crops: [0, extra] };
  });
  const blocks = [rate, rate];
  const pads = axes.map((axis) => axis.pads);
  const crops = axes.map((axis) => axis.crops);
  const spread = tf.spaceToBatchND(x, blocks, pads) as tf.Tensor4D;
  const y =
    kind === "Conv2D"
      ? tf.conv2d(spread, filter, 1, "valid")
      : tf.depthwiseConv2d(spread, filter, 1, "valid");
  return tf.batchToSpaceND(y, blocks, crops) as tf.Tensor4D;
}
