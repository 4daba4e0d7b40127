import type * as tf from "@tensorflow/tfjs-core";
import { float32, type Kernel, kernel, required } from "../lowering/kernel.ts";
import { nchw, toLayout } from "../lowering/layout.ts";
import type { Lowering } from "../lowering/lowering.ts";
import type { LoweredTensor } from "../lowering/tensor.ts";

/** A resampling of rows and columns as two matrices. */
export interface Resampling {
  /** Row-major [output height, input height] */
  readonly rows: Float32Array;
  /** Row-major [output width, input width] */
  readonly columns: Float32Array;
  /** Apply the transposed matrices: the gradient of the resampling. */
  readonly transposed: boolean;
}

/** Resamples rows and columns of `x` (logical NHWC) to `shape` by two matrix products. */
export function resample(
  l: Lowering,
  x: LoweredTensor,
  { rows, columns, transposed }: Resampling,
  shape: readonly number[],
): LoweredTensor {
  const [batch = 0, height = 0, width = 0, channels = 0] = x.shape;
  const [, outHeight = 0, outWidth = 0] = shape;
  const left = transposed ? transpose(rows, height) : rows;
  const right = transposed ? columns : transpose(columns, outWidth);
  const lines = l.builder.reshape(x.full(nchw), [batch * channels * height, width]);
  const across = l.builder.op("MatMul", [lines, l.builder.constant("float32", [width, outWidth], right)]);
  const planes = l.builder.reshape(across, [batch * channels, height, outWidth]);
  const down = l.builder.op("MatMul", [l.builder.constant("float32", [outHeight, height], left), planes]);
  return l.tensor(shape, nchw, l.builder.reshape(down, [batch, channels, outHeight, outWidth]));
}

/** The transpose of a row-major matrix. */
const transpose = (matrix: Float32Array, rows: number) =>
  toLayout(matrix, [rows, matrix.length / rows], "10");

interface Convention {
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}

type Interpolation = "nearest" | "bilinear";

/** The weights [outputs, inputs] with which TensorFlow interpolates along one axis. */
function interpolationMatrix(
  inputs: number,
  outputs: number,
  kind: Interpolation,
  { alignCorners, halfPixelCenters }: Convention,
): Float32Array {
  const matrix = new Float32Array(outputs * inputs);
  const scale = alignCorners && outputs > 1 ? (inputs - 1) / (outputs - 1) : inputs / outputs;
  const add = (o: number, i: number, weight: number) => {
    matrix[o * inputs + i] = (matrix[o * inputs + i] as number) + weight;
  };
  for (let o = 0; o < outputs; o++) {
    if (kind === "nearest") {
      const at = halfPixelCenters ? scale * (o + 0.5) : scale * o;
      add(o, Math.min(inputs - 1, alignCorners ? Math.round(at) : Math.floor(at)), 1);
    } else {
      const at = Math.max(0, halfPixelCenters ? scale * (o + 0.5) - 0.5 : scale * o);
      const low = Math.min(inputs - 1, Math.floor(at));
      add(o, low, 1 - (at - low));
      add(o, Math.min(inputs - 1, low + 1), at - low);
    }
  }
  return matrix;
}

function resize(
  l: Lowering,
  x: LoweredTensor,
  kind: Interpolation,
  shape: readonly number[],
  convention: Convention,
  gradient: boolean,
): LoweredTensor {
  const axis = (i: 1 | 2) => {
    const [from, to] = [x.shape[i] as number, shape[i] as number];
    return gradient
      ? interpolationMatrix(to, from, kind, convention)
      : interpolationMatrix(from, to, kind, convention);
  };
  return resample(l, x, { rows: axis(1), columns: axis(2), transposed: gradient }, shape);
}

const resizedShape = (x: readonly number[], [height, width]: readonly [number, number]) => [
  x[0] as number,
  height,
  width,
  x[3] as number,
];

const forward = (kind: Interpolation): Kernel =>
  kernel<tf.ResizeBilinearAttrs>({
    infer: (inputs, { size }) => float32(resizedShape(required(inputs, "images").shape, size)),
    lower: (l, inputs, { size, ...convention }) => {
      const x = required(inputs, "images");
      const factors = [size[0] / (x.shape[1] as number), size[1] / (x.shape[2] as number)];
      if (kind === "nearest" && !convention.alignCorners && factors.every(Number.isInteger))
        return repeat(l, x, factors);
      return resize(l, x, kind, resizedShape(x.shape, size), convention, false);
    },
  });

/** Repeats every pixel `factors` times: nearest-neighbor upsampling by whole factors. */
function repeat(l: Lowering, x: LoweredTensor, factors: readonly number[]): LoweredTensor {
  const [fy = 1, fx = 1] = factors;
  const [batch = 0, height = 0, width = 0, channels = 0] = x.shape;
  const scales = l.builder.constant("float32", [4], Float32Array.of(1, 1, fy, fx));
  const value = l.builder.op("Resize", [x.full(nchw), "", scales], {
    mode: "nearest",
    coordinate_transformation_mode: "asymmetric",
    nearest_mode: "floor",
  });
  return l.tensor([batch, height * fy, width * fx, channels], nchw, value);
}

const gradient = (kind: Interpolation): Kernel =>
  kernel<tf.ResizeBilinearGradAttrs & Convention>({
    infer: (inputs) => float32(required(inputs, "images").shape),
    lower: (l, inputs, { alignCorners, halfPixelCenters = false }) => {
      const [x, dy] = [required(inputs, "images"), required(inputs, "dy")];
      const factors = [1, 2].map((i) => (dy.shape[i] as number) / (x.shape[i] as number));
      if (kind === "nearest" && !alignCorners && factors.every(Number.isInteger)) {
        const means = l.builder.op("AveragePool", [dy.full(nchw)], {
          kernel_shape: factors,
          strides: factors,
        });
        return l.multiply(
          l.tensor(x.shape, nchw, means),
          l.fill((factors[0] as number) * (factors[1] as number)),
        );
      }
      return resize(l, dy, kind, x.shape, { alignCorners, halfPixelCenters }, true);
    },
  });

/** Nearest-neighbor and bilinear resizing in every TensorFlow convention, with gradients. */
export const resizing: Record<string, Kernel> = {
  ResizeNearestNeighbor: forward("nearest"),
  ResizeBilinear: forward("bilinear"),
  ResizeNearestNeighborGrad: gradient("nearest"),
  ResizeBilinearGrad: gradient("bilinear"),
};
