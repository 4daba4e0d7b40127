import * as tf from "@tensorflow/tfjs-core";
import type { Correction } from "./correction.ts";
import { type Geometry, offsets, pick, spread, withMargins } from "./windows.ts";

interface Attrs {
  readonly strides: number | [number, number];
  readonly pad: "valid" | "same" | number | tf.backend_util.ExplicitPadding;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

type Shape4D = [number, number, number, number];

/** TensorFlow.js's core refuses gradients of dilated convolutions before it calls a kernel. */
const geometry = (
  x: Shape4D,
  filter: Shape4D,
  { strides, pad, dimRoundingMode }: Attrs,
  depthwise = false,
): Geometry => tf.backend_util.computeConv2DInfo(x, filter, strides, 1, pad, dimRoundingMode, depthwise);

interface FilterInputs {
  readonly x: tf.Tensor4D;
  readonly dy: tf.Tensor4D;
}

/** One matrix product for each position in the filter. */
function filterGradient({ x, dy }: FilterInputs, attrs: Attrs & { filterShape: Shape4D }): tf.Tensor {
  const info = geometry(x.shape, attrs.filterShape, attrs);
  const [, , inputs, outputs] = attrs.filterShape;
  const padded = withMargins(x, info);
  const gradients = tf.reshape(dy, [-1, outputs]);
  const taps = offsets(info).map((offset) => {
    const pixels = tf.reshape(pick(padded, offset, info), [-1, inputs]);
    return tf.matMul(tf.transpose(pixels), gradients); // wasm multiplies transposed matrices the slow way
  });
  return tf.reshape(tf.stack(taps), attrs.filterShape);
}

function depthwiseFilterGradient(
  { x, dy }: FilterInputs,
  attrs: Attrs & { filterShape: Shape4D },
): tf.Tensor {
  const info = geometry(x.shape, attrs.filterShape, attrs, true);
  const [, , channels, multiplier] = attrs.filterShape;
  const padded = withMargins(x, info);
  const gradients = tf.reshape(dy, [-1, channels, multiplier]);
  const taps = offsets(info).map((offset) =>
    tf.sum(tf.mul(tf.reshape(pick(padded, offset, info), [-1, channels, 1]), gradients), 0),
  );
  return tf.reshape(tf.stack(taps), attrs.filterShape);
}

interface InputInputs {
  readonly dy: tf.Tensor4D;
  readonly filter: tf.Tensor4D;
}

/** A depthwise convolution of the spread gradient with the mirrored filter, one for each output of a channel. */
function depthwiseInputGradient(
  { dy, filter }: InputInputs,
  attrs: Attrs & { inputShape: Shape4D },
): tf.Tensor {
  const info = geometry(attrs.inputShape, filter.shape, attrs, true);
  const { inHeight, inWidth, filterHeight, filterWidth, padInfo, batchSize, outHeight, outWidth } = info;
  const [, , channels, multiplier] = filter.shape;
  const mirrored = tf.reverse4d(filter, [0, 1]);
  const gradients = tf.reshape(dy, [batchSize * outHeight * outWidth, channels, multiplier]) as tf.Tensor3D;
  const parts = Array.from({ length: multiplier }, (_, i) => {
    const own = tf.slice3d(gradients, [0, 0, i], [-1, -1, 1]);
    const apart = spread(tf.reshape(own, [batchSize, outHeight, outWidth, channels]) as tf.Tensor4D, info);
    const [, height, width] = apart.shape;
    const before = [filterHeight - 1 - padInfo.top, filterWidth - 1 - padInfo.left] as const;
    const padded = tf.pad4d(apart, [
      [0, 0],
      [before[0], inHeight + filterHeight - 1 - before[0] - height],
      [before[1], inWidth + filterWidth - 1 - before[1] - width],
      [0, 0],
    ]);
    return tf.depthwiseConv2d(padded, tf.slice4d(mirrored, [0, 0, 0, i], [-1, -1, -1, 1]), 1, "valid");
  });
  return tf.addN(parts);
}

const onWasm = <Inputs, A>(
  kernel: string,
  gradient: (inputs: Inputs, attrs: A) => tf.Tensor,
): Correction => ({
  kernel,
  wanted: (backend) => backend === "wasm",
  make:
    () =>
    ({ inputs, attrs }) =>
      tf.tidy(() => gradient(inputs as unknown as Inputs, attrs as unknown as A)),
});

/** The three gradients that the wasm backend lacks. */
export const convolutionGradients: readonly Correction[] = [
  onWasm(tf.Conv2DBackpropFilter, filterGradient),
  onWasm(tf.DepthwiseConv2dNativeBackpropFilter, depthwiseFilterGradient),
  onWasm(tf.DepthwiseConv2dNativeBackpropInput, depthwiseInputGradient),
];
