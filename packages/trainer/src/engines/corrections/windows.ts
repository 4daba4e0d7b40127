import * as tf from "@tensorflow/tfjs-core";

/** Where the windows of a convolution or a pooling lie; from `tf.backend_util.computeConv2DInfo` or `computePool2DInfo`. */
export type Geometry = tf.backend_util.Conv2DInfo;

/** Position in a window: row and column. */
export type Offset = readonly [number, number];

/** Every position in a window, row by row. */
export const offsets = ({ filterHeight, filterWidth }: Geometry): Offset[] =>
  Array.from({ length: filterHeight * filterWidth }, (_, i) => [
    Math.floor(i / filterWidth),
    i % filterWidth,
  ]);

/** Rows and columns around an image such that all windows lie inside: before, and before + size + after. */
function margins(info: Geometry): { before: Offset; size: Offset } {
  const { padInfo, inHeight, inWidth, outHeight, outWidth, strideHeight, strideWidth } = info;
  const span = (outputs: number, stride: number, window: number) => (outputs - 1) * stride + window;
  return {
    before: [padInfo.top, padInfo.left],
    size: [
      Math.max(padInfo.top + inHeight, span(outHeight, strideHeight, info.filterHeight)),
      Math.max(padInfo.left + inWidth, span(outWidth, strideWidth, info.filterWidth)),
    ],
  };
}

/** Adds the margins, filled with `value`. */
export function withMargins(x: tf.Tensor4D, info: Geometry, value = 0): tf.Tensor4D {
  const { before, size } = margins(info);
  return tf.pad4d(
    x,
    [[0, 0], padding(before[0], info.inHeight, size[0]), padding(before[1], info.inWidth, size[1]), [0, 0]],
    value,
  );
}

/** Takes the margins off again. */
export function withoutMargins(x: tf.Tensor4D, info: Geometry): tf.Tensor4D {
  const { before } = margins(info);
  return tf.slice4d(x, [0, before[0], before[1], 0], [-1, info.inHeight, info.inWidth, -1]);
}

/** The pixel at one position of every window of an image with margins, [batch, outHeight, outWidth, channels]. */
export function pick(x: tf.Tensor4D, [row, column]: Offset, info: Geometry): tf.Tensor4D {
  const { outHeight, outWidth, strideHeight, strideWidth } = info;
  const end = [row + (outHeight - 1) * strideHeight + 1, column + (outWidth - 1) * strideWidth + 1] as const;
  const [batch, , , channels] = x.shape;
  return tf.stridedSlice(
    x,
    [0, row, column, 0],
    [batch, end[0], end[1], channels],
    [1, strideHeight, strideWidth, 1],
  ) as tf.Tensor4D;
}

/** The transpose of `pick`: puts a value at one position of every window of a black image with margins. */
export function place(values: tf.Tensor4D, [row, column]: Offset, info: Geometry): tf.Tensor4D {
  const { size } = margins(info);
  const apart = spread(values, info);
  const [, height, width] = apart.shape;
  return tf.pad4d(apart, [[0, 0], padding(row, height, size[0]), padding(column, width, size[1]), [0, 0]]);
}

/** Sets pixels `stride` apart, with zeros between. */
export function spread(x: tf.Tensor4D, { strideHeight, strideWidth }: Geometry): tf.Tensor4D {
  if (strideHeight === 1 && strideWidth === 1) return x;
  const [batch, height, width, channels] = x.shape;
  const after = (axis: tf.Tensor3D, count: number) =>
    tf.pad3d(axis, [
      [0, 0],
      [0, count - 1],
      [0, 0],
    ]);
  const rows = after(tf.reshape(x, [batch * height, 1, width * channels]), strideHeight);
  const pixels = after(tf.reshape(rows, [batch * height * strideHeight * width, 1, channels]), strideWidth);
  const grid = tf.reshape(pixels, [
    batch,
    height * strideHeight,
    width * strideWidth,
    channels,
  ]) as tf.Tensor4D;
  return tf.slice4d(
    grid,
    [0, 0, 0, 0],
    [batch, (height - 1) * strideHeight + 1, (width - 1) * strideWidth + 1, channels],
  );
}

const padding = (before: number, size: number, total: number): [number, number] => [
  before,
  total - before - size,
];
