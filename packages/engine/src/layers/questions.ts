import type { Tensor, Tensor4D } from "@tensorflow/tfjs-core";
import type { Tfjs } from "../backend/load-tfjs.ts";
import type { ScoreNetwork } from "./score-network.ts";

/** What is asked about images; the answers come by name. */
export type Question = (tf: Tfjs, network: ScoreNetwork, images: Tensor) => Record<string, Tensor>;

/** Numbers that are finite or minus infinity have a finite sum when none of them is below this. */
const lowest = -1e30;

/**
 * `answer`: class ids of images, [batch, height, width]. `check`: a number that is finite if the scores are; what has the
 * highest of scores that are not numbers is anything.
 */
export const idsOf: Question = (tf, network, images) => {
  const scores = scoreMap(tf, network, images);
  const [batch, height, width, channels] = scores.shape;
  const check = tf.sum(tf.maximum(scores, lowest));
  if (channels > 1) return { answer: tf.argMax(scores, 3), check };
  const threshold = network.meaning === "logits" ? 0 : 0.5;
  const isClass = tf.cast(tf.greater(scores, threshold), "int32");
  return { answer: tf.reshape(isClass, [batch, height, width]), check };
};

/** `answer`: class probabilities of images, [batch, height, width, classes]. */
export const probabilitiesOf: Question = (tf, network, images) => {
  const scores = scoreMap(tf, network, images);
  const { meaning, layout } = network;
  if (layout.channels === 1) {
    const share = meaning === "logits" ? tf.sigmoid(scores) : scores;
    return { answer: tf.concat([tf.sub(1, share), share], 3) };
  }
  if (meaning === "softmax") return { answer: scores };
  if (meaning === "logits") return { answer: tf.softmax(scores) };
  // Each class was found alone. Where none was, all are equal.
  const some = tf.add(scores, 1e-12);
  return { answer: tf.div(some, tf.sum(some, 3, true)) };
};

/** The scores as [batch, height, width, channels]. */
function scoreMap(
  tf: Tfjs,
  { layout: { layout, size, channels }, apply }: ScoreNetwork,
  images: Tensor,
): Tensor4D {
  const scores = apply(images);
  const isMap = scores.shape.length === 4;
  const isFirst = layout === "channels-first" && channels > 1;
  const moved = isFirst ? tf.transpose(scores, isMap ? [0, 2, 3, 1] : [0, 2, 1]) : scores;
  if (!size || (isMap && (isFirst || layout === "channels-last"))) return moved as Tensor4D;
  return tf.reshape(moved, [scores.shape[0] as number, size.height, size.width, channels]) as Tensor4D;
}
