import * as tf from "@tensorflow/tfjs-core";
import { batchNormTrain, batchNormTrainGrad } from "../lower/training/normalization.ts";
import { isTracing } from "../trace/is-tracing.ts";

/** What `batchNormalization` returns. */
export interface BatchNormalized {
  /** The normalized images, [batch, height, width, channels]. */
  readonly y: tf.Tensor4D;
  /** Mean of each channel over the batch. */
  readonly mean: tf.Tensor1D;
  /** Population variance of each channel over the batch. */
  readonly variance: tf.Tensor1D;
}

/** Options of {@link batchNormalization}. */
export interface BatchNormalizationOptions {
  /** Added to the variance before its square root. */
  readonly epsilon: number;
}

/**
 * Batch normalization as in training, with the statistics of the batch (Ioffe & Szegedy, arXiv 1502.03167).
 * Differentiable in x, gamma and beta; compiled functions run it as one fused operation.
 *
 * @param x [batch, height, width, channels]
 * @param gamma Scale, [channels].
 * @param beta Offset, [channels].
 */
export function batchNormalization(
  x: tf.Tensor4D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  { epsilon }: BatchNormalizationOptions,
): BatchNormalized {
  return isTracing() ? traced(x, gamma, beta, epsilon) : eager(x, gamma, beta, epsilon);
}

type Results = [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D];

function traced(x: tf.Tensor4D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number): BatchNormalized {
  const kept: tf.Tensor1D[] = [];
  const normalize = tf.customGrad((...args) => {
    const [input, scale, offset, save] = args as unknown as [
      tf.Tensor4D,
      tf.Tensor1D,
      tf.Tensor1D,
      tf.GradSaveFunc,
    ];
    const inputs = { x: input, gamma: scale, beta: offset };
    const [value, mean, variance] = tf
      .engine()
      .runKernel(batchNormTrain, inputs, { epsilon }) as unknown as Results;
    kept.push(tf.keep(mean), tf.keep(variance)); // outlive the scope of the gradient
    save([input, scale, mean, variance]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [x, gamma, mean, variance] = saved as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
      return tf
        .engine()
        .runKernel(batchNormTrainGrad, { dy, x, gamma, mean, variance }, { epsilon }) as unknown as Results;
    };
    return { value, gradFunc };
  });
  const y = normalize(x, gamma, beta) as tf.Tensor4D;
  const [mean, variance] = kept.map((tensor) => tf.clone(tensor)) as [tf.Tensor1D, tf.Tensor1D];
  tf.dispose(kept);
  return { y, mean, variance };
}

function eager(x: tf.Tensor4D, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number): BatchNormalized {
  const { mean, variance } = tf.moments(x, [0, 1, 2]) as { mean: tf.Tensor1D; variance: tf.Tensor1D };
  const normalize = tf.customGrad((...args) => {
    const save = args.pop() as unknown as tf.GradSaveFunc;
    const [x, gamma, beta, mean, variance] = args as [
      tf.Tensor4D,
      tf.Tensor1D,
      tf.Tensor1D,
      tf.Tensor1D,
      tf.Tensor1D,
    ];
    save([x, gamma, mean, variance]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => gradients(dy as tf.Tensor4D, saved, epsilon);
    return { value: tf.batchNorm4d(x, mean, variance, beta, gamma, epsilon), gradFunc };
  });
  return { y: normalize(x, gamma, beta, mean, variance) as tf.Tensor4D, mean, variance };
}

/** For x (through the statistics too), gamma, beta, and nothing more for the statistics. */
function gradients(dy: tf.Tensor4D, saved: tf.Tensor[], epsilon: number): tf.Tensor[] {
  const [x, gamma, mean, variance] = saved as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D, tf.Tensor1D];
  const centered = tf.sub(x, mean);
  const r = tf.rsqrt(tf.add(variance, epsilon));
  const dbeta = tf.sum(dy, [0, 1, 2]);
  const dgamma = tf.mul(r, tf.sum(tf.mul(dy, centered), [0, 1, 2]));
  const count = x.size / x.shape[3];
  const common = tf.add(dbeta, tf.mul(centered, tf.mul(r, dgamma)));
  const dx = tf.mul(tf.mul(gamma, r), tf.sub(dy, tf.div(common, count)));
  return [dx, dgamma, dbeta, tf.zerosLike(mean), tf.zerosLike(variance)];
}
