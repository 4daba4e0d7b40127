import { layers, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import { AuxiliaryLoss } from "../layers/auxiliary-loss.ts";
import { BilinearUpsampling } from "../layers/bilinear-upsampling.ts";
import { project } from "./project.ts";

/** Options of `head`. */
export interface HeadOptions {
  /** Classes; the last axis of the output. 1: one class against the background, with a sigmoid instead of a softmax. */
  readonly numClasses: number;
  /** Whether probabilities leave the network; otherwise the logits do. */
  readonly softmax: boolean;
  /** Height and width to which the logits are interpolated, in pixels. @default those of `x` */
  readonly size?: readonly [height: number, width: number];
  /** Logits of an earlier feature that only the loss sees, in training. @default none */
  readonly auxiliary?: Auxiliary;
}

/** An auxiliary head of a network. */
export interface Auxiliary {
  /** Its logits at the size of the output, [batch, height, width, numClasses]. */
  readonly logits: SymbolicTensor;
  /** Weight of its loss beside the loss of the network. */
  readonly weight: number;
}

/**
 * Classifies each pixel: a 1x1 convolution, interpolation to `size` where it is given, softmax. The network's last
 * layers are then `logits` and `softmax`; where the logits are interpolated, the convolution is called `classifier`.
 *
 * @returns Probabilities, or logits, [batch, height, width, numClasses].
 */
export function head(
  x: SymbolicTensor,
  { numClasses, softmax, size, auxiliary }: HeadOptions,
): SymbolicTensor {
  const scores = size ? project(x, { filters: numClasses, name: "classifier" }) : x;
  const tied = auxiliary ? withAuxiliary(scores, auxiliary) : scores;
  const logits = size
    ? (new BilinearUpsampling({ name: "logits", size }).apply(tied) as SymbolicTensor)
    : project(tied, { filters: numClasses, name: "logits" });
  if (!softmax) return logits;
  if (numClasses === 1)
    return layers.activation({ name: "sigmoid", activation: "sigmoid" }).apply(logits) as SymbolicTensor;
  return layers.activation({ name: "softmax", activation: "softmax" }).apply(logits) as SymbolicTensor;
}

/** `scores` as they are; the layer in between makes the auxiliary logits part of the network. */
function withAuxiliary(scores: SymbolicTensor, { logits, weight }: Auxiliary): SymbolicTensor {
  return new AuxiliaryLoss({ name: "auxiliary_loss", weight }).apply([scores, logits]) as SymbolicTensor;
}
