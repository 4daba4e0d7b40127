import * as tf from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import { firstOf, type LayerArgs, type LayerShape } from "./layer-parts.ts";
import { scatter, windowArgmax } from "./pooling-indices.ts";

/**
 * Max pooling 2x2 of [batch, height, width, channels] with even sides. Returns [maxima, indices], both
 * [batch, height / 2, width / 2, channels]. An index is the position of the maximum in its window, 0 to 3 row by row, the
 * first of equals; only that pixel receives the gradient.
 */
export class MaxPoolWithArgmax extends tfl.layers.Layer {
  /** Name under which saved models know the layer. */
  static readonly className = "FacesegMaxPoolWithArgmax";

  /** @param args What every layer takes, such as `name`. */
  constructor(args: LayerArgs = {}) {
    super(args);
  }

  override computeOutputShape(shape: LayerShape | LayerShape[]): LayerShape[] {
    const [batch = null, height, width, channels = null] = shape as LayerShape;
    const half = [batch, Number(height) / 2, Number(width) / 2, channels];
    return [half, [...half]];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor[] {
    return tf.tidy(() => {
      const x = firstOf(inputs) as tf.Tensor4D;
      const indices = windowArgmax(x, tf.maxPool(x, 2, 2, "valid"));
      return [pool(x, indices), indices];
    });
  }
}

tf.serialization.registerClass(MaxPoolWithArgmax);

function pool(x: tf.Tensor4D, indices: tf.Tensor4D): tf.Tensor {
  const maxima = tf.customGrad((...args) => {
    const [input, save] = args as unknown as [tf.Tensor4D, tf.GradSaveFunc];
    save([indices]);
    const gradFunc = (dy: tf.Tensor, [saved]: tf.Tensor[]) =>
      scatter(dy as tf.Tensor4D, saved as tf.Tensor4D);
    return { value: tf.maxPool(input, 2, 2, "valid"), gradFunc };
  });
  return maxima(x);
}
