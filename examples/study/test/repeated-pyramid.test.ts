import * as tf from "@tensorflow/tfjs-core";
import { input, model } from "@tensorflow/tfjs-layers";
import { repeatedPyramid } from "../src/networks/repeated-pyramid.ts";

/** What each pixel of one row gets from a pyramid of one scale whose convolution and normalization change nothing. */
function pool(row: number[], bins: number): number[] {
  const x = input({ shape: [1, row.length, 1] });
  const network = model({
    inputs: x,
    outputs: repeatedPyramid(x, { bins: [bins], filters: 1, momentum: 0.99 }),
  });
  const set = (name: string, weights: tf.Tensor[]) => network.getLayer(name).setWeights(weights);
  return tf.tidy(() => {
    set(`pyramid_${bins}_conv`, [tf.ones([1, 1, 1, 1])]);
    // Gamma, beta, mean, variance; with the epsilon of 0.001 the variance is 1.
    set(`pyramid_${bins}_conv_BN`, [tf.ones([1]), tf.zeros([1]), tf.zeros([1]), tf.tensor([0.999])]);
    const both = network.predict(tf.tensor(row, [1, 1, row.length, 1])) as tf.Tensor;
    expect(both.shape).toEqual([1, 1, row.length, 2]);
    const [before, after] = tf.unstack(tf.reshape(both, [row.length, 2]), 1) as [tf.Tensor, tf.Tensor];
    expect([...before.dataSync()]).toEqual(row);
    return [...after.dataSync()].map((value) => Math.round(value * 1e4) / 1e4);
  });
}

test("repeatedPyramid(x, { bins }) gives each pixel the mean of its own bin", () => {
  expect(pool([1, 3, 5, 9], 2)).toEqual([2, 2, 7, 7]);
  expect(pool([1, 3, 5, 9], 1)).toEqual([4.5, 4.5, 4.5, 4.5]);
});

test("repeatedPyramid(x, { bins }) has smaller windows at the border where the bins do not divide the side", () => {
  expect(pool([1, 2, 6, 4, 8], 2)).toEqual([3, 3, 3, 6, 6]);
  expect(pool([1, 3, 3, 6, 9, 1, 1, 4, 2, 8], 4)).toEqual([2, 2, 6, 6, 6, 2, 2, 2, 5, 5]);
});

test("repeatedPyramid(x, { bins }) leaves pixels alone where there are more bins than pixels", () => {
  expect(pool([1, 3, 5], 8)).toEqual([1, 3, 5]);
});
