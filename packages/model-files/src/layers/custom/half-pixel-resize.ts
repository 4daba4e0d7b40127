import * as tf from "@tensorflow/tfjs-core";

/** How pixels between pixels are found. */
export type Interpolation = "nearest" | "bilinear";

/**
 * Resizes pictures [B, H, W, C] to [B, height, width, C] the way Keras does: pixel centres lie at half coordinates.
 * The layers of tfjs put them at whole ones.
 */
export function halfPixelResize(
  x: tf.Tensor4D,
  [height, width]: readonly [number, number],
  interpolation: Interpolation,
): tf.Tensor4D {
  // The gradient kernels of tfjs take no notice of half pixels, so the gradient is spelt out: the transposed map.
  const resize = tf.customGrad((input) => {
    const image = input as tf.Tensor4D;
    const value =
      interpolation === "bilinear"
        ? tf.image.resizeBilinear(image, [height, width], false, true)
        : tf.image.resizeNearestNeighbor(image, [height, width], false, true);
    const gradFunc = (dy: tf.Tensor) => {
      const [batch, rows, columns, channels] = image.shape;
      const vertical = weights(rows, height, interpolation);
      const horizontal = weights(columns, width, interpolation);
      const high = tf.matMul(vertical, tf.reshape(dy, [batch, height, width * channels]));
      const wide = tf.matMul(horizontal, tf.reshape(high, [batch * rows, width, channels]));
      return tf.reshape(wide, image.shape);
    };
    return { value, gradFunc };
  });
  return resize(x) as tf.Tensor4D;
}

/** [from, to]: how much each of `from` pixels gives to each of `to`; made by operations, for any size may be traced. */
function weights(from: number, to: number, interpolation: Interpolation): tf.Tensor2D {
  const positions = Float32Array.from({ length: to }, (_, target) => {
    const at = ((target + 0.5) * from) / to;
    const position = interpolation === "nearest" ? Math.floor(at) : at - 0.5;
    return Math.min(from - 1, Math.max(0, position));
  });
  const sources = tf.reshape(tf.range(0, from), [from, 1]);
  const distances = tf.abs(tf.sub(sources, tf.tensor2d(positions, [1, to])));
  return tf.relu(tf.sub(1, distances)) as tf.Tensor2D;
}
