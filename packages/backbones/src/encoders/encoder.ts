import type { SymbolicTensor } from "@tensorflow/tfjs-layers";

/** What one level of a backbone sees: a tensor [batch, height / stride, width / stride, channels]. */
export interface Feature {
  readonly stride: number;
  readonly channels: number;
  readonly tensor: SymbolicTensor;
}

/** A network without a head: its input (RGB in [0, 1], NHWC) and its features, finest first. */
export interface Backbone {
  readonly input: SymbolicTensor;
  readonly features: readonly Feature[];
  /** The indices of each of its max poolings, finest first, sized as the pooled tensor; none where it strides instead. */
  readonly poolings: readonly Feature[];
}
