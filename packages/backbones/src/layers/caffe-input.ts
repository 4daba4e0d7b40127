import * as tf from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import { firstOf, type LayerArgs, type LayerShape } from "./layer-parts.ts";

/** Means of ImageNet's pixels, from 0 to 255: blue, green, red. */
const means = [103.939, 116.779, 123.68];

/** Converts RGB in [0, 1] to the input of VGG16's ImageNet weights: BGR in [0, 255], minus the means of ImageNet. */
export class CaffeInput extends tfl.layers.Layer {
  /** Name under which saved models know the layer. */
  static readonly className = "FacesegCaffeInput";

  /** @param args What every layer takes, such as `name`. */
  constructor(args: LayerArgs = {}) {
    super(args);
  }

  override computeOutputShape(shape: LayerShape | LayerShape[]): LayerShape {
    return shape as LayerShape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => tf.sub(tf.mul(tf.reverse(firstOf(inputs), -1), 255), tf.tensor1d(means)));
  }
}

tf.serialization.registerClass(CaffeInput);
