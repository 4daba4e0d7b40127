import * as tf from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import type { LayerArgs, LayerShape } from "./layer-parts.ts";
import { pick, scatter } from "./pooling-indices.ts";

/**
 * The reverse of `MaxPoolWithArgmax`: from [values, indices], both [batch, height, width, channels], to
 * [batch, 2 height, 2 width, channels] with each value at the position of its index and zeros elsewhere.
 */
export class MaxUnpool extends tfl.layers.Layer {
  /** Name under which saved models know the layer. */
  static readonly className = "FacesegMaxUnpool";

  /** @param args What every layer takes, such as `name`. */
  constructor(args: LayerArgs = {}) {
    super(args);
  }

  override computeOutputShape(shapes: LayerShape | LayerShape[]): LayerShape {
    const [batch = null, height, width, channels = null] = shapes[0] as LayerShape;
    return [batch, 2 * Number(height), 2 * Number(width), channels];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [values, indices] = inputs as [tf.Tensor4D, tf.Tensor4D];
    return tf.tidy(() => unpool(values, indices));
  }
}

tf.serialization.registerClass(MaxUnpool);

/** Only `values` receive a gradient. */
function unpool(values: tf.Tensor4D, indices: tf.Tensor4D): tf.Tensor {
  const scattered = tf.customGrad((...args) => {
    const [input, save] = args as unknown as [tf.Tensor4D, tf.GradSaveFunc];
    save([indices]);
    const gradFunc = (dy: tf.Tensor, [saved]: tf.Tensor[]) => pick(dy as tf.Tensor4D, saved as tf.Tensor4D);
    return { value: scatter(input, indices), gradFunc };
  });
  return scattered(values);
}
