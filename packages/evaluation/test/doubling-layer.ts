import { mul, serialization, type Tensor } from "@tensorflow/tfjs-core";
import { layers } from "@tensorflow/tfjs-layers";

/** A layer that only this module knows. */
export class Doubling extends layers.Layer {
  static readonly className = "Doubling";

  override call(inputs: Tensor | Tensor[]): Tensor {
    return mul(Array.isArray(inputs) ? (inputs[0] as Tensor) : inputs, 2);
  }
}
serialization.registerClass(Doubling);
