import { loadModel } from "@faceseg/model-files";
import { exportOnnx } from "@faceseg/onnx";
import * as tf from "@tensorflow/tfjs-core";
import {
  input,
  type LayersModel,
  layers,
  model as makeModel,
  type SymbolicTensor,
} from "@tensorflow/tfjs-layers";
import { createPredictor } from "../src/index.ts";
import { side, someImages } from "./small-network.ts";

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const image = () => input({ shape: [side, side, 3] });
const images = someImages(2);
const pixels = images.length / 3;

/** A 1 x 1 convolution of known weights, and what it makes of the images: computed here, not by TensorFlow.js. */
function conv(x: SymbolicTensor, classes: number, activation: "linear" | "sigmoid" | "relu" = "linear") {
  const layer = layers.conv2d({ filters: classes, kernelSize: 1, activation });
  const scores = layer.apply(x) as SymbolicTensor;
  const weights = Array.from({ length: 3 * classes }, (_, at) => 4 * Math.cos(at * 1.7));
  const bias = Array.from({ length: classes }, (_, id) => Math.sin(id * 2.3) - 0.5);
  tf.tidy(() => layer.setWeights([tf.tensor4d(weights, [1, 1, 3, classes]), tf.tensor1d(bias)]));
  const values = Array.from({ length: pixels }, (_, pixel) =>
    bias.map((shift, id) =>
      [0, 1, 2].reduce(
        (sum, color) =>
          sum + (images[3 * pixel + color] as number) * (weights[color * classes + id] as number),
        shift,
      ),
    ),
  );
  return { scores, values };
}

const softmax = (values: number[]) => {
  const exps = values.map(Math.exp);
  const sum = exps.reduce((a, b) => a + b);
  return exps.map((value) => value / sum);
};
const two = (share: number) => [1 - share, share];

type Made = { model: LayersModel; expected: number[][] };
const made = (x: SymbolicTensor, outputs: SymbolicTensor, expected: number[][]): Made => ({
  model: makeModel({ inputs: x, outputs }),
  expected,
});

const kinds: Record<string, () => Made> = {
  "one channel with a sigmoid": () => {
    const x = image();
    const { scores, values } = conv(x, 1, "sigmoid");
    return made(
      x,
      scores,
      values.map(([value]) => two(sigmoid(value as number))),
    );
  },
  "one channel with a sigmoid in a layer of its own": () => {
    const x = image();
    const { scores, values } = conv(x, 1);
    const outputs = layers.activation({ activation: "sigmoid" }).apply(scores) as SymbolicTensor;
    return made(
      x,
      outputs,
      values.map(([value]) => two(sigmoid(value as number))),
    );
  },
  "one channel of logits": () => {
    const x = image();
    const { scores, values } = conv(x, 1);
    return made(
      x,
      scores,
      values.map(([value]) => two(sigmoid(value as number))),
    );
  },
  "a sigmoid for each class": () => {
    const x = image();
    const { scores, values } = conv(x, 4, "sigmoid");
    const shares = values.map((row) => row.map(sigmoid));
    return made(
      x,
      scores,
      shares.map((row) => row.map((share) => share / row.reduce((a, b) => a + b))),
    );
  },
  "a list of pixels": () => {
    const x = image();
    const { scores, values } = conv(x, 4);
    const list = layers.reshape({ targetShape: [side * side, 4] }).apply(scores) as SymbolicTensor;
    const outputs = layers.activation({ activation: "softmax" }).apply(list) as SymbolicTensor;
    return made(x, outputs, values.map(softmax));
  },
  "a list of pixels of one channel": () => {
    const x = image();
    const { scores, values } = conv(x, 1, "sigmoid");
    const outputs = layers.reshape({ targetShape: [side * side, 1] }).apply(scores) as SymbolicTensor;
    return made(
      x,
      outputs,
      values.map(([value]) => two(sigmoid(value as number))),
    );
  },
  "classes first": () => {
    const x = image();
    const { scores, values } = conv(x, 4);
    const outputs = layers.permute({ dims: [3, 1, 2] }).apply(scores) as SymbolicTensor;
    return made(x, outputs, values.map(softmax));
  },
};

describe.each(["onnxruntime", "onnxruntime-web", "tfjs", "its ONNX file"] as const)(
  "createPredictor on %s",
  (engine) => {
    test.each(Object.keys(kinds))(
      "gives ids and probabilities of a layers model that ends in %s",
      async (kind) => {
        const { model, expected } = (kinds[kind] as () => Made)();
        const source = engine === "its ONNX file" ? await loadModel(exportOnnx(model)) : model;
        for (const probabilities of [false, true]) {
          const options = { probabilities, batchSize: 2, ...(engine !== "its ONNX file" && { engine }) };
          const predictor = await createPredictor(source, options);
          const ids = expected.map((row) => row.indexOf(Math.max(...row)));
          expect([...(await predictor.predict(images))]).toEqual(ids);
          if (probabilities) {
            const { data, ...shape } = await predictor.probabilities(images);
            expect(shape).toEqual({ width: side, height: side, numClasses: expected[0]?.length });
            const flat = expected.flat();
            expect(Math.max(...data.map((p, i) => Math.abs(p - (flat[i] as number))))).toBeLessThan(1e-5);
          }
          await predictor.dispose();
        }
      },
    );

    test.each([Number.NaN, Number.POSITIVE_INFINITY])("refuses scores that are %d", async (value) => {
      for (const classes of [1, 4]) {
        const x = image();
        const layer = layers.conv2d({ filters: classes, kernelSize: 1 });
        const model = makeModel({ inputs: x, outputs: layer.apply(x) as SymbolicTensor });
        tf.tidy(() => {
          const bias = tf.fill([classes], value);
          layer.setWeights([tf.ones([1, 1, 3, classes]), bias]);
        });
        const source = engine === "its ONNX file" ? await loadModel(exportOnnx(model)) : model;
        for (const probabilities of [false, true]) {
          const options = { probabilities, ...(engine !== "its ONNX file" && { engine }) };
          const before = tf.memory().numTensors;
          const predictor = await createPredictor(source, options);
          if (classes === 1 && probabilities && value > 0) {
            // The sigmoid of infinity is 1.
            await predictor.dispose();
            continue;
          }
          await expect(predictor.predict(images)).rejects.toThrow("Expected finite numbers from the model");
          if (probabilities) {
            await expect(predictor.probabilities(images)).rejects.toThrow(
              "Expected finite numbers from the model",
            );
          }
          await predictor.dispose();
          expect(tf.memory().numTensors).toBe(before);
        }
      }
    });
  },
);

test("createPredictor(model) refuses one channel of which nothing tells what it is, and takes it as it is told", async () => {
  const x = image();
  const { scores } = conv(x, 1, "relu");
  const model = makeModel({ inputs: x, outputs: scores });
  await expect(createPredictor(model)).rejects.toThrow(
    'Expected `scores` ("probabilities" or "logits"), because the model',
  );
  const predictor = await createPredictor(model, { scores: "logits" });
  expect(predictor.numClasses).toBe(2);
  await predictor.dispose();
});

test("createPredictor(model, { output }) reads the output of that name", async () => {
  const x = image();
  const first = layers.conv2d({ filters: 3, kernelSize: 1, name: "first" }).apply(x) as SymbolicTensor;
  const second = layers.conv2d({ filters: 5, kernelSize: 1, name: "second" }).apply(x) as SymbolicTensor;
  const model = makeModel({ inputs: x, outputs: [first, second] });
  for (const [output, count] of [
    [undefined, 3],
    ["second", 5],
  ] as const) {
    const predictor = await createPredictor(model, output ? { output } : {});
    expect(predictor.numClasses).toBe(count);
    await predictor.dispose();
  }
});
