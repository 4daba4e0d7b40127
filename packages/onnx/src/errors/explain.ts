import type { GraphNode } from "../graph/graph.ts";
import { TraceError } from "./trace-error.ts";

/** What to write instead of kernels that cannot be compiled. */
const replacements: Readonly<Record<string, string>> = {
  Atan2: "tf.atan of a quotient, and tf.where",
  AvgPool3D: "tf.avgPool on slices",
  BitwiseAnd: "tf.logicalAnd on bool tensors",
  Complex: "two real tensors",
  Conv3D: "tf.conv2d on slices",
  CropAndResize: "tf.slice and tf.image.resizeBilinear",
  Cumprod: "tf.exp(tf.cumsum(tf.log(x)))",
  DenseBincount: "tf.sum(tf.oneHot(x, depth), 0)",
  Dilation2D: "tf.maxPool",
  Einsum: "tf.matMul and tf.transpose",
  LRN: "batchNormalization of @faceseg/onnx, or layer normalization",
  MaxPool3D: "tf.maxPool on slices",
  MaxPoolWithArgmax: "tf.maxPool",
  Multinomial: "random numbers that are an input",
  RotateWithOffset: "an input that is already rotated",
  ScatterNd: "tf.oneHot and tf.matMul",
  SparseToDense: "tf.oneHot",
  Transform: "an input that is already transformed",
};

/** The start of a message about an operation of a layer. */
export const ofLayer = (layer: string | undefined): string => (layer === undefined ? "" : `Layer ${layer}: `);

/** Turns an error that stopped a trace into one that says where it happened and what to do. */
export function explain(error: unknown, layer: string | undefined, nodes: readonly GraphNode[]): unknown {
  if (!(error instanceof Error)) return error;
  const kernel = /(?:Kernel|registered kernel) '(\w+)'/.exec(error.message)?.[1];
  if (kernel !== undefined) {
    const instead = replacements[kernel] ?? "other operations, or compute it outside and pass it as an input";
    return new TraceError(
      `${ofLayer(layer)}the TensorFlow.js kernel ${kernel} cannot be compiled; use ${instead}`,
    );
  }
  if (error.message.includes("dilation rates greater than 1")) {
    const depthwise = error.message.includes("depthwise");
    const dilated = nodes.findLast(
      (node) => isDilated(node) && node.kernel.startsWith("Depthwise") === depthwise,
    );
    const instead = depthwise ? "dilatedDepthwiseConv2d" : "dilatedConv2d";
    return new TraceError(
      `${ofLayer(dilated?.layer)}TensorFlow.js has no gradient of dilated convolutions; use ${instead} of @faceseg/onnx`,
    );
  }
  if (error instanceof TraceError) error.message = `${ofLayer(layer)}${error.message}`;
  return error;
}

const isDilated = ({ kernel, attrs }: GraphNode) =>
  /Conv2D|Conv2d/.test(kernel) && [attrs["dilations"]].flat().some((rate) => Number(rate) > 1);
