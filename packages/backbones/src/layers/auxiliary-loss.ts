import * as tf from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import type { LayerArgs, LayerShape } from "./layer-parts.ts";

/**
 * Makes an auxiliary head part of a network of one output: returns the first of its two inputs, [tensor, auxiliary
 * logits], unchanged. `@faceseg/trainer` adds `weight` times the loss of the auxiliary logits,
 * [batch, height, width, numClasses]; prediction ignores them.
 */
export class AuxiliaryLoss extends tfl.layers.Layer {
  /** Name under which saved models know the layer. */
  static readonly className = "FacesegAuxiliaryLoss";
  /** Weight of the auxiliary loss beside the loss of the network. */
  readonly weight: number;

  /** @param args `weight`; and what every layer takes, such as `name`. */
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
