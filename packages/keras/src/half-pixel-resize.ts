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

/** [from, to]: how much each of `from` pixels gives to each of `to` pixels. */
function weights(from: number, to: number, interpolation: Interpolation): tf.Tensor2D {
  const table = new Float32Array(from * to);
  const add = (source: number, target: number, part: number) => {
    const index = Math.min(from - 1, Math.max(0, source)) * to + target;
    table[index] = (table[index] as number) + part;
  };
  for (let target = 0; target < to; target++) {
    const at = ((target + 0.5) * from) / to;
    if (interpolation === "nearest") {
      add(Math.floor(at), target, 1);
    } else {
      const left = Math.floor(at - 0.5);
      add(left, target, 1 - (at - 0.5 - left));
      add(left + 1, target, at - 0.5 - left);
    }
  }
  return tf.tensor2d(table, [from, to]);
}
