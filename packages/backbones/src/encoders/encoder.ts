import type { SymbolicTensor } from "@tensorflow/tfjs-layers";

/** One level of an encoder: a tensor [batch, height / stride, width / stride, channels]. */
export interface Feature {
  /** How many pixels of the input, along each side, one pixel of the feature stands for. */
  readonly stride: number;
  /** Size of the last axis. */
  readonly channels: number;
  /** The tensor itself, which a decoder builds on. */
  readonly tensor: SymbolicTensor;
}

/** A network without a decoder and a head. */
export interface Encoder {
  /** RGB in [0, 1], [batch, height, width, 3]. */
  readonly input: SymbolicTensor;
  /** What a decoder sees, finest first. */
  readonly features: readonly Feature[];
  /**
   * The indices of the maxima of each max pooling, finest first, with the shape of the pooled tensor; empty where the
   * encoder uses strides instead.
   */
  readonly poolings: readonly Feature[];
}
