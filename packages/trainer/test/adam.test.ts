import * as tf from "@tensorflow/tfjs-core";
import { adam } from "../src/index.ts";

test("adam().update follows the paper's Algorithm 1 with Keras's epsilon", () => {
  const [rate, beta1, beta2, epsilon] = [0.1, 0.9, 0.999, 1e-7];
  let [weight, m, v] = [1, 0, 0];
  let state = {
    weights: tf.tensor1d([1]) as tf.Tensor,
    slots: { m: tf.zeros([1]), v: tf.zeros([1]) } as Record<string, tf.Tensor>,
  };
  for (let step = 1; step <= 4; step++) {
    const gradient = Math.cos(step);
    m = beta1 * m + (1 - beta1) * gradient;
    v = beta2 * v + (1 - beta2) * gradient ** 2;
    weight -= (rate * Math.sqrt(1 - beta2 ** step) * m) / (1 - beta1 ** step) / (Math.sqrt(v) + epsilon);
    state = adam().update({
      weights: state.weights as tf.Tensor1D,
      slots: state.slots as Record<string, tf.Tensor1D>,
      gradients: tf.tensor1d([gradient]),
      learningRate: tf.scalar(rate),
      step: tf.scalar(step),
      perWeight: (value) => tf.tensor1d([value("weight")]),
    });
    expect(state.weights.dataSync()[0]).toBeCloseTo(weight, 5);
  }
});
