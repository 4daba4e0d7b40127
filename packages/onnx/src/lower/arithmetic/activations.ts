import type * as tf from "@tensorflow/tfjs-core";
import { TraceError } from "../../errors/trace-error.ts";
import { type Kernel, kernel, required } from "../lowering/kernel.ts";
import type { Lowering } from "../lowering/lowering.ts";
import type { LoweredTensor } from "../lowering/tensor.ts";
import { op1 } from "./elementwise.ts";

const leakyRelu = (l: Lowering, x: LoweredTensor, alpha: number) =>
  l.elementwise("LeakyRelu", [x], "float32", { alpha: { float: alpha } });

const negativePart = (l: Lowering, x: LoweredTensor) => l.elementwise("Min", [x, l.fill(0)]);

const prelu = (l: Lowering, x: LoweredTensor, alpha: LoweredTensor) =>
  l.add(l.elementwise("Relu", [x]), l.multiply(negativePart(l, x), alpha));

/** Activation functions beyond those of `elementwise`. */
export const activations: Record<string, Kernel> = {
  LeakyRelu: kernel<tf.LeakyReluAttrs>({
    infer: (inputs) => required(inputs, "x"),
    lower: (l, inputs, { alpha }) => leakyRelu(l, required(inputs, "x"), alpha),
  }),
  Prelu: {
    infer: (inputs) => required(inputs, "x"),
    lower: (l, inputs) => prelu(l, required(inputs, "x"), required(inputs, "alpha")),
  },
  Elu: op1("Elu"),
  // dy where y >= 0, dy (y + 1) elsewhere
  EluGrad: {
    infer: (inputs) => required(inputs, "y"),
    lower: (l, inputs) =>
      l.multiply(required(inputs, "dy"), l.add(negativePart(l, required(inputs, "y")), l.fill(1))),
  },
  Selu: op1("Selu"),
};

/** What a fused convolution or matrix product has besides its own attributes. */
export interface Fused {
  /** The activation, in lower case. @default "linear" */
  readonly activation?: string;
  /** Slope of "leakyrelu" below 0. @default 0.2 */
  readonly leakyreluAlpha?: number;
}

/** Adds the bias of a fused kernel to `y` and applies its activation. */
export function addBiasAndActivation(
  l: Lowering,
  y: LoweredTensor,
  inputs: Readonly<Record<string, LoweredTensor>>,
  { activation = "linear", leakyreluAlpha = 0.2 }: Fused,
): LoweredTensor {
  const biased = inputs["bias"] ? l.add(y, inputs["bias"]) : y;
  switch (activation) {
    case "linear":
      return biased;
    case "relu":
      return l.elementwise("Relu", [biased]);
    case "relu6":
      return l.elementwise("Clip", [biased], "float32", {}, [l.builder.float(0), l.builder.float(6)]);
    case "sigmoid":
      return l.elementwise("Sigmoid", [biased]);
    case "elu":
      return l.elementwise("Elu", [biased]);
    case "leakyrelu":
      return leakyRelu(l, biased, leakyreluAlpha);
    case "prelu":
      return prelu(l, biased, required(inputs, "preluActivationWeights"));
    default:
      throw new TraceError(
        `A fused kernel with activation ${activation} cannot be compiled; apply the activation separately, or use ` +
          "linear, relu, relu6, sigmoid, elu, leakyrelu or prelu",
      );
  }
}
