import * as tf from "@tensorflow/tfjs-core";
import type { Correction } from "./correction.ts";

interface Convention {
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}

type Resize = (
  x: tf.Tensor4D,
  size: [number, number],
  alignCorners: boolean,
  halfPixelCenters: boolean,
) => tf.Tensor4D;

/**
 * The cpu backend's own are wrong (nearest neighbor for every image of a batch but the first; bilinear for
 * images that are not square), and all backends' own ignore half-pixel centers.
 */
const gradient = (kernel: string, resize: Resize): Correction => ({
  kernel,
  wanted: () => true,
  make: (original, backendName) => (args) => {
    const { dy, images } = args.inputs as unknown as { dy: tf.Tensor4D; images: tf.Tensor4D };
    const convention = args.attrs as unknown as Convention;
    if (original && backendName !== "cpu" && !convention.halfPixelCenters) return original(args);
    return tf.tidy(() => transposed(dy, images.shape, resize, convention));
  },
});

/** Multiplies rows and columns by the transposed matrices of the forward pass. */
function transposed(
  dy: tf.Tensor4D,
  [batch, height, width, channels]: [number, number, number, number],
  resize: Resize,
  convention: Convention,
): tf.Tensor {
  const [, fromHeight, fromWidth] = dy.shape;
  const lines = tf.reshape(dy, [batch, fromHeight, fromWidth * channels]);
  const down = batched(matrix(height, fromHeight, resize, convention), lines);
  const columns = tf.reshape(down, [batch * height, fromWidth, channels]);
  return tf.reshape(batched(matrix(width, fromWidth, resize, convention), columns), [
    batch,
    height,
    width,
    channels,
  ]);
}

/** The same matrix times each of a batch. */
const batched = (matrix: tf.Tensor2D, batch: tf.Tensor): tf.Tensor =>
  tf.matMul(tf.tile(tf.expandDims(matrix), [batch.shape[0] as number, 1, 1]), batch);

/** The transposed matrix of a resizing along one axis, [inputs, outputs]: what it makes of the unit vectors. */
function matrix(
  inputs: number,
  outputs: number,
  resize: Resize,
  { alignCorners, halfPixelCenters }: Convention,
): tf.Tensor2D {
  const units = tf.reshape(tf.eye(inputs), [inputs, inputs, 1, 1]) as tf.Tensor4D;
  const resized = resize(units, [outputs, 1], alignCorners, halfPixelCenters);
  return tf.reshape(resized, [inputs, outputs]);
}

export const resizeGradients: readonly Correction[] = [
  gradient(tf.ResizeBilinearGrad, tf.image.resizeBilinear),
  gradient(tf.ResizeNearestNeighborGrad, tf.image.resizeNearestNeighbor),
];
