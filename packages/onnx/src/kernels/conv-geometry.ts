import * as tf from "@tensorflow/tfjs-core";
import type { Spec } from "../graph.ts";

/** Attributes shared by TensorFlow.js's convolution kernels. */
export interface ConvAttrs {
  readonly strides: [number, number] | number;
  readonly pad: "valid" | "same" | number | tf.backend_util.ExplicitPadding;
  readonly dilations?: [number, number] | number | null;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

type Shape4D = [number, number, number, number];

/** Sizes, strides and pads of a convolution, in the form in which ONNX takes them. */
export interface ConvGeometry {
  readonly outShape: number[];
  readonly kernel: [number, number];
  readonly strides: [number, number];
  readonly dilations: [number, number];
  /** top, left, bottom, right */
  readonly pads: [number, number, number, number];
}

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

export const float32 = (shape: readonly number[]): Spec => ({ shape, dtype: "float32" });
