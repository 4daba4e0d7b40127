import { max, mean, serialization, type Tensor, tidy } from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import type { LayerArgs, LayerShape } from "./layer-shape.ts";

/** Keras's `GlobalAveragePooling2D(keepdims=True)` and `GlobalMaxPooling2D(keepdims=True)`: [B, H, W, C] to [B, 1, 1, C]. */
export class KeepDimsGlobalPooling2D extends tfl.layers.Layer {
  /** Name under which saved models know the layer. */
  static readonly className = "KeepDimsGlobalPooling2D";
  private readonly pooling: "average" | "max";

  constructor(args: LayerArgs & { pooling: "average" | "max" }) {
    super(args);
    this.pooling = args.pooling;
  }

  override computeOutputShape(shapes: LayerShape | LayerShape[]): LayerShape {
    const [batch, , , channels] = shapes as LayerShape;
    return [batch as number | null, 1, 1, channels as number | null];
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    const x = (Array.isArray(inputs) ? inputs[0] : inputs) as Tensor;
    return tidy(() => (this.pooling === "average" ? mean(x, [1, 2], true) : max(x, [1, 2], true)));
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), pooling: this.pooling };
  }
}

serialization.registerClass(KeepDimsGlobalPooling2D);
