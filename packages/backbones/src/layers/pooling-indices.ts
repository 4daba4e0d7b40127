import * as tf from "@tensorflow/tfjs-core";

/** The indices of the pixels of a 2x2 window, row by row. */
const corners = [0, 1, 2, 3];

/** [batch, height, width, channels] at one corner of every 2x2 window, [batch, height / 2, width / 2, channels]. */
function corner(x: tf.Tensor4D, index: number): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const pairs = tf.reshape(x, [(batch * height) / 2, 2, width * channels]);
  const row = tf.slice(pairs, [0, index >> 1, 0], [-1, 1, -1]);
  const pixels = tf.reshape(row, [(batch * height * width) / 4, 2, channels]);
  const column = tf.slice(pixels, [0, index & 1, 0], [-1, 1, -1]);
  return tf.reshape(column, [batch, height / 2, width / 2, channels]);
}

/** The index of the maximum of each 2x2 window of `x`: 0 to 3, row by row, the first of equals. */
export function windowArgmax(x: tf.Tensor4D, maxima: tf.Tensor4D): tf.Tensor4D {
  const below = (index: number) => tf.cast(tf.less(corner(x, index), maxima), "float32");
  const [first, second, third] = [below(0), below(1), below(2)];
  return tf.mul(first, tf.add(1, tf.mul(second, tf.add(1, third))));
}

const at = (indices: tf.Tensor4D, index: number) => tf.cast(tf.equal(indices, index), "float32");

/** Puts `x` on the pixels with these indices, and zeros on the others. */
export function scatter(x: tf.Tensor4D, indices: tf.Tensor4D): tf.Tensor4D {
  const parts = corners.map((index) => tf.mul(x, at(indices, index)) as tf.Tensor4D);
  return tf.depthToSpace(tf.concat(parts, 3), 2, "NHWC");
}

/** Takes from each 2x2 window of `x` the pixel with this index. */
export function pick(x: tf.Tensor4D, indices: tf.Tensor4D): tf.Tensor4D {
  return tf.addN(corners.map((index) => tf.mul(corner(x, index), at(indices, index)))) as tf.Tensor4D;
}
