import * as tf from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import type { LayerArgs, LayerShape } from "./layer-parts.ts";

/**
 * Ties an auxiliary head to a network of one output: gives the first of its two inputs, [tensor, auxiliary logits], as it
 * is. A trainer adds `weight` times the loss of the auxiliary logits, [batch, height, width, classes]; prediction has no
 * use for them.
 */
export class AuxiliaryLoss extends tfl.layers.Layer {
  static readonly className = "FacesegAuxiliaryLoss";
  readonly weight: number;

  constructor(args: LayerArgs & { weight: number }) {
    super(args);
    this.weight = args.weight;
  }

  override computeOutputShape(shapes: LayerShape | LayerShape[]): LayerShape {
    return shapes[0] as LayerShape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => tf.clone((inputs as tf.Tensor[])[0] as tf.Tensor));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), weight: this.weight };
  }
}

tf.serialization.registerClass(AuxiliaryLoss);
