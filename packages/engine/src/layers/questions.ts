import type { Tensor } from "@tensorflow/tfjs-core";
import type { Tfjs } from "../backend/load-tfjs.ts";
import type { ScoreNetwork } from "./score-network.ts";

/** Class ids of images, [batch, height, width]. */
export const idsOf = (tf: Tfjs, network: ScoreNetwork, images: Tensor): Tensor =>
  tf.argMax(network.apply(images), 3);

/** Class probabilities of images, [batch, height, width, classes]. */
export function probabilitiesOf(tf: Tfjs, network: ScoreNetwork, images: Tensor): Tensor {
  const scores = network.apply(images);
  return network.isNormalized ? scores : tf.softmax(scores);
}
