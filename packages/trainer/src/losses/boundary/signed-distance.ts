import * as tf from "@tensorflow/tfjs-core";

/** Larger than any squared distance. */
const far = 1e9;

/**
 * For each pixel and class the Euclidean distance in pixels to the nearest pixel of the class, or, at pixels of the
 * class, minus the distance to the nearest pixel of another class, plus 1; both clipped to `radius`. Ignored pixels belong to
 * no class; they, and the classes that are absent from an image, have 0.
 *
 * @param hot One-hot labels, [batch, height, width, classes].
 * @param counted [batch, height, width, 1]
 */
export function signedDistance(hot: tf.Tensor4D, counted: tf.Tensor4D, radius: number): tf.Tensor4D {
  const others = tf.sub(counted, hot);
  const reached = tf.mul(tf.sub(1, tf.concat([hot, others], 3)), far) as tf.Tensor4D;
  const squares = lowerEnvelope(lowerEnvelope(reached, 1, radius), 2, radius);
  const distances = tf.sqrt(tf.minimum(squares, radius * radius)) as tf.Tensor4D;
  const [outside, inside] = tf.split(distances, 2, 3) as [tf.Tensor4D, tf.Tensor4D];
  const present = tf.max(hot, [1, 2], true);
  const signed = tf.sub(tf.mul(others, outside), tf.mul(hot, tf.sub(inside, 1)));
  return tf.mul(present, signed);
}

/** The minimum over offsets of up to `radius` along an axis of x, moved by the offset, plus its square. */
function lowerEnvelope(x: tf.Tensor4D, axis: 1 | 2, radius: number): tf.Tensor4D {
  const size = x.shape[axis];
  const reach = Math.min(radius, size - 1);
  const margin = (i: number): [number, number] => (i === axis ? [reach, reach] : [0, 0]);
  const padded = tf.pad(x, [margin(0), margin(1), margin(2), margin(3)], far);
  let lowest = x;
  for (let offset = -reach; offset <= reach; offset++) {
    if (offset === 0) continue;
    const begin = x.shape.map((_, i) => (i === axis ? reach + offset : 0)) as [
      number,
      number,
      number,
      number,
    ];
    lowest = tf.minimum(lowest, tf.add(tf.slice(padded, begin, x.shape), offset * offset));
  }
  return lowest;
}
