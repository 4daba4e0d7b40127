import * as tf from "@tensorflow/tfjs-core";
import type { ConvGeometry } from "../convolutions/conv-geometry.ts";
import { float32, type Kernel, kernel, required } from "../lowering/kernel.ts";
import { nchw } from "../lowering/layout.ts";
import { resample } from "./resize.ts";

type PoolAttrs = Pick<tf.MaxPoolAttrs, "filterSize" | "strides" | "pad" | "dimRoundingMode">;

function poolGeometry(
  x: readonly number[],
  { filterSize, strides, pad, dimRoundingMode }: PoolAttrs,
): ConvGeometry {
  const shape = [...x] as [number, number, number, number];
  const info = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  return {
    outShape: info.outShape,
    kernel: [info.filterHeight, info.filterWidth],
    strides: [info.strideHeight, info.strideWidth],
    dilations: [1, 1],
    pads: [info.padInfo.top, info.padInfo.left, info.padInfo.bottom, info.padInfo.right],
  };
}

const onnxAttributes = ({ kernel: kernel_shape, strides, pads }: ConvGeometry) => ({
  kernel_shape,
  strides,
  pads,
});

/** The same node serves the forward pass and the gradient, so that a training step pools once. */
const withIndices = { outputs: 2, optional: true };

const pool = (op: "MaxPool" | "AveragePool"): Kernel =>
  kernel<PoolAttrs>({
    infer: (inputs, attrs) => float32(poolGeometry(required(inputs, "x").shape, attrs).outShape),
    lower: (l, inputs, attrs) => {
      const x = required(inputs, "x");
      const geometry = poolGeometry(x.shape, attrs);
      const options = op === "MaxPool" ? withIndices : {};
      return l.tensor(
        geometry.outShape,
        nchw,
        l.builder.op(op, [x.full(nchw)], onnxAttributes(geometry), options),
      );
    },
  });

const maxPoolGradient = kernel<PoolAttrs>({
  infer: (inputs) => float32(required(inputs, "input").shape),
  lower: (l, inputs, attrs) => {
    const [x, dy] = [required(inputs, "input"), required(inputs, "dy")];
    const geometry = poolGeometry(x.shape, attrs);
    const attributes = onnxAttributes(geometry);
    const indices = l.builder.ops("MaxPool", [x.full(nchw)], attributes, withIndices)[1] as string;
    const [batch = 0, height = 0, width = 0, channels = 0] = x.shape;
    const memory = [batch, channels, height, width];
    const disjoint = geometry.strides.every((stride, i) => stride >= (geometry.kernel[i] as number));
    if (disjoint) {
      return l.tensor(
        x.shape,
        nchw,
        l.builder.op("MaxUnpool", [dy.full(nchw), indices, l.builder.ints(memory)], attributes),
      );
    }
    const zeros = l.builder.op("ConstantOfShape", [l.builder.ints([memory.reduce((a, b) => a * b)])]);
    const flat = (value: string) => l.builder.reshape(value, [-1]);
    const attributesOfScatter = { axis: 0, reduction: "add" };
    const sums = l.builder.op(
      "ScatterElements",
      [zeros, flat(indices), flat(dy.full(nchw))],
      attributesOfScatter,
    );
    return l.tensor(x.shape, nchw, l.builder.reshape(sums, memory));
  },
});

/** The windows of one axis as a matrix [outputs, inputs]; each row averages its window inside the image. */
function averagingMatrix(
  inputs: number,
  outputs: number,
  size: number,
  stride: number,
  before: number,
): Float32Array {
  const matrix = new Float32Array(outputs * inputs);
  for (let o = 0; o < outputs; o++) {
    const first = Math.max(0, o * stride - before);
    const last = Math.min(inputs, o * stride - before + size);
    matrix.fill(1 / (last - first), o * inputs + first, o * inputs + last);
  }
  return matrix;
}

const averagePoolGradient = kernel<PoolAttrs>({
  infer: (inputs) => float32(required(inputs, "input").shape),
  lower: (l, inputs, attrs) => {
    const [x, dy] = [required(inputs, "input"), required(inputs, "dy")];
    const { outShape, kernel: k, strides, pads } = poolGeometry(x.shape, attrs);
    const axis = (i: 0 | 1) =>
      averagingMatrix(x.shape[i + 1] as number, outShape[i + 1] as number, k[i], strides[i], pads[i]);
    return resample(l, dy, { rows: axis(0), columns: axis(1), transposed: true }, x.shape);
  },
});

/** Max and average pooling, overlapping or not, with their gradients. */
export const pooling: Record<string, Kernel> = {
  MaxPool: pool("MaxPool"),
  AvgPool: pool("AveragePool"),
  MaxPoolGrad: maxPoolGradient,
  AvgPoolGrad: averagePoolGradient,
};
