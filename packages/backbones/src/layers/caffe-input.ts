import * as tf from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import { firstOf, type LayerArgs, type LayerShape } from "./layer-parts.ts";

/** Mean of ImageNet's pixels: blue, green, red of 255. */
const means = [103.939, 116.779, 123.68];

/** Brings RGB in [0, 1] to what VGG16's ImageNet weights expect: BGR in [0, 255], minus the means of ImageNet. */
export class CaffeInput extends tfl.layers.Layer {
  static readonly className = "FacesegCaffeInput";

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
