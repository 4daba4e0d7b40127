import { exportOnnx } from "@faceseg/onnx";
import * as tf from "@tensorflow/tfjs-core";
import { graphNodes } from "../src/onnx/graph-nodes.ts";
import { outputMeaning } from "../src/onnx/output-meaning.ts";
import type { Meaning } from "../src/scores/meaning.ts";
import { type Ending, smallNetwork } from "./small-network.ts";

const meaningOf = (onnx: Uint8Array, output = "y") => outputMeaning(graphNodes(onnx), output);

test.each<[Ending, Meaning]>([
  ["softmax activation layer", "softmax"],
  ["softmax layer", "softmax"],
  ["layer with softmax activation", "softmax"],
  ["model in a model", "softmax"],
  ["softmax, then upsampling", "softmax"],
  ["logits", "logits"],
])("outputMeaning(nodes, output) of a network that ends in: %s, is %s", (ending, expected) => {
  expect(meaningOf(exportOnnx(smallNetwork(ending), { outputName: "y" }))).toBe(expected);
});

const kernel = () => tf.ones([1, 1, 3, 2]) as tf.Tensor4D;
const conv = (x: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, kernel(), 1, "same");

test.each<[string, (x: tf.Tensor) => tf.Tensor, Meaning | undefined]>([
  ["a sigmoid", (x) => tf.sigmoid(conv(x)), "sigmoid"],
  ["ids", (x) => tf.argMax(conv(x), 3), "ids"],
  [
    "a sum of logits",
    (x) => tf.add(conv(x), tf.conv2d(x as tf.Tensor4D, tf.fill([1, 1, 3, 2], 2) as tf.Tensor4D, 1, "same")),
    "logits",
  ],
  ["logits, a constant added", (x) => tf.add(tf.reshape(conv(x), [-1, 8]), tf.range(0, 8)), "logits"],
  ["logits divided by a constant", (x) => tf.div(tf.reshape(conv(x), [-1, 8]), tf.range(1, 9)), "logits"],
  ["a constant divided by logits", (x) => tf.div(tf.range(1, 9), tf.reshape(conv(x), [-1, 8])), undefined],
  [
    "a product of logits",
    (x) => tf.mul(conv(x), tf.conv2d(x as tf.Tensor4D, tf.fill([1, 1, 3, 2], 2) as tf.Tensor4D, 1, "same")),
    undefined,
  ],
  ["a sigmoid in small steps", (x) => tf.div(1, tf.add(1, tf.exp(tf.neg(conv(x))))), undefined],
  ["a sigmoid by tanh", (x) => tf.add(tf.mul(tf.tanh(conv(x)), 0.5), 0.5), undefined],
  ["a softmax, scaled", (x) => tf.mul(tf.softmax(conv(x)), 255), undefined],
  ["a sum of a softmax and logits", (x) => tf.add(tf.softmax(conv(x)), conv(x)), undefined],
  ["relu", (x) => tf.relu(x), undefined],
])("outputMeaning(nodes, output) of %s", (_, compute, expected) => {
  const onnx = exportOnnx(({ x }) => ({ y: compute(x as tf.Tensor) }), {
    inputs: { x: { shape: [null, 2, 2, 3] } },
  });
  expect(meaningOf(onnx)).toBe(expected);
});

test("outputMeaning(nodes, output) is undefined for an output that no node makes", () => {
  const relu = ({ x }: Record<string, tf.Tensor>) => ({ y: tf.relu(x as tf.Tensor) });
  expect(meaningOf(exportOnnx(relu, { inputs: { x: { shape: [null, 2] } } }), "z")).toBeUndefined();
  expect(meaningOf(new Uint8Array())).toBeUndefined();
});
