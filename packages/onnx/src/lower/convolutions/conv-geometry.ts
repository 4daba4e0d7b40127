import * as tf from "@tensorflow/tfjs-core";

/** Attributes shared by TensorFlow.js's convolution kernels. */
export interface ConvAttrs {
  /** Strides down and across, or one for both. */
  readonly strides: [number, number] | number;
  /** Padding, as in `tf.conv2d`. */
  readonly pad: "valid" | "same" | number | tf.backend_util.ExplicitPadding;
  /** Distances between taps; null where a layer has none. @default 1 */
  readonly dilations?: [number, number] | number | null;
  /** How sizes that are not whole are rounded. @default "floor" */
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

type Shape4D = [number, number, number, number];

/** Sizes, strides and pads of a convolution, in the form in which ONNX takes them. */
export interface ConvGeometry {
  /** Shape of the result, [batch, height, width, channels]. */
  readonly outShape: number[];
  /** Height and width of the filter. */
  readonly kernel: [number, number];
  /** Strides down and across. */
  readonly strides: [number, number];
  /** Distances between taps, down and across. */
  readonly dilations: [number, number];
  /** top, left, bottom, right */
  readonly pads: [number, number, number, number];
}

/** Computes sizes, strides and pads from the shapes of image and filter and the attributes of a kernel. */
export function convGeometry(
  x: readonly number[],
  filter: readonly number[],
  { strides, pad, dilations, dimRoundingMode }: ConvAttrs,
  depthwise = false,
): ConvGeometry {
  const info = tf.backend_util.computeConv2DInfo(
    [...x] as Shape4D,
    [...filter] as Shape4D,
    strides,
    dilations ?? 1, // null where a layer has none
    pad,
    dimRoundingMode,
    depthwise,
  );
  return {
    outShape: info.outShape,
    kernel: [info.filterHeight, info.filterWidth],
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    pads: [info.padInfo.top, info.padInfo.left, info.padInfo.bottom, info.padInfo.right],
  };
}
