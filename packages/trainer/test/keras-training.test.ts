import { readFileSync } from "node:fs";
import { compile, type TensorData } from "@faceseg/onnx";
import { packArrays, unpackArrays } from "@faceseg/onnx/internal";
import * as tf from "@tensorflow/tfjs-core";
import { input, type LayersModel, layers, model, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import { crossEntropyLoss } from "../src/losses/pixelwise/cross-entropy-loss.ts";
import { adam } from "../src/optimizers/adam.ts";
import { shapesOf } from "../src/step/model-weights.ts";
import { trainingPlan } from "../src/step/training-plan.ts";
import { trainingStep } from "../src/step/training-step.ts";

const [size, classes, batch] = [16, 4, 2];

interface Golden {
  readonly losses: number[];
  /** Paths of the variables in the order in which Keras numbers them. */
  readonly trainable: string[];
  readonly weights: Record<string, { shape: number[]; mean: number; values: number[] }>;
}

const path = new URL("./golden/keras-training.json", import.meta.url);

/** What Keras computed; made by golden/make-keras-training.py. */
const golden = JSON.parse(readFileSync(path, "utf8")) as Golden;

/** The numbers that make-keras-training.py makes too. */
const numbers = (seed: number, count: number) =>
  Array.from({ length: count }, (_, i) => Math.sin(i * 0.71 + seed * 1.37 + 2 * Math.sin(i * 0.113 + seed)));

function network(): LayersModel {
  const apply = (layer: LayersModel["layers"][number], x: SymbolicTensor | SymbolicTensor[]) =>
    layer.apply(x) as SymbolicTensor;
  const conv = (name: string, filters: number, kernelSize: number, strides = 1, useBias = false) =>
    layers.conv2d({ name, filters, kernelSize, strides, useBias, padding: "same" });
  const norm = (name: string) => layers.batchNormalization({ name, momentum: 0.9, epsilon: 1e-3 });
  const image = input({ shape: [size, size, 3] });
  const half = apply(
    layers.reLU({ maxValue: 6 }),
    apply(norm("norm1"), apply(conv("conv1", 8, 3, 2), image)),
  );
  const depthwise = layers.depthwiseConv2d({
    name: "depthwise",
    kernelSize: 3,
    padding: "same",
    useBias: false,
  });
  const deep = apply(layers.reLU({ maxValue: 6 }), apply(norm("norm2"), apply(depthwise, half)));
  const pooled = apply(layers.maxPooling2d({ poolSize: 2 }), apply(conv("expand", 12, 1, 1, true), deep));
  const transposed = layers.conv2dTranspose({
    name: "up",
    filters: 6,
    kernelSize: 2,
    strides: 2,
    padding: "same",
  });
  const joined = apply(layers.concatenate(), [apply(transposed, pooled), half]);
  const mixed = apply(layers.reLU(), apply(norm("norm3"), apply(conv("mix", 8, 3), joined)));
  const full = apply(layers.upSampling2d({ size: [2, 2] }), mixed);
  return model({ inputs: image, outputs: apply(conv("logits", classes, 3, 1, true), full) });
}

/** "conv1/kernel", whatever tfjs-layers calls it. */
const pathOf = (name: string) => name.replace("depthwise_kernel", "kernel").replace(/_\d+$/, "");

function setInitialWeights(net: LayersModel): void {
  for (const variable of net.trainableWeights) {
    const path = pathOf(variable.name);
    const shape = variable.shape as number[];
    const values = tf.tensor(
      numbers(golden.trainable.indexOf(path) + 1, tf.util.sizeFromShape(shape)),
      shape,
    );
    if (path.endsWith("gamma")) variable.write(tf.add(1, tf.mul(values, 0.1)));
    else variable.write(tf.mul(values, path.endsWith("kernel") ? 0.3 : 0.1));
  }
}

const batchOf = (step: number) => ({
  images: Float32Array.from(numbers(100 + step, batch * size * size * 3), (x) => 0.5 + 0.5 * x),
  labels: Uint8Array.from(numbers(200 + step, batch * size * size), (x) =>
    Math.min(classes, Math.floor((x + 1) * 2.25)),
  ),
});

test("20 compiled training steps give Keras's losses and weights", async () => {
  const net = network();
  setInitialWeights(net);
  const plan = trainingPlan(net, crossEntropyLoss({ ignoreId: classes }), adam(), "momentum");
  const { trainable, statistics } = plan.weights;
  const values = (variables: typeof trainable) => variables.map((v) => v.read().dataSync() as Float32Array);
  const count = values(trainable).reduce((n, { length }) => n + length, 0);
  const vector = { shape: [count] };
  const statisticsLength = values(statistics).reduce((n, { length }) => n + length, 0);
  const { session, packing } = await compile(trainingStep(plan), {
    inputs: {
      images: { shape: [batch, size, size, 3] },
      labels: { shape: [batch, size, size], dtype: "uint8" },
      weights: vector,
      statistics: { shape: [statisticsLength] },
      slot_m: vector,
      slot_v: vector,
      learningRate: { shape: [] },
      step: { shape: [] },
    },
  });
  let state: Record<string, TensorData> = {
    weights: packArrays(values(trainable), shapesOf(trainable), packing),
    statistics: packArrays(values(statistics), shapesOf(statistics), packing),
    slot_m: new Float32Array(count),
    slot_v: new Float32Array(count),
  };
  const losses: number[] = [];
  for (const step of golden.losses.keys()) {
    const scalars = { learningRate: Float32Array.of(1e-3), step: Float32Array.of(step + 1) };
    const results = await session.run({ ...state, ...batchOf(step), ...scalars });
    losses.push(Number(results["loss"]?.[0]));
    state = Object.fromEntries(
      Object.keys(state).map((name) => [name, results[`next_${name}`] as TensorData]),
    );
  }
  for (const [i, loss] of losses.entries()) expect(loss / (golden.losses[i] as number)).toBeCloseTo(1, 4);

  const found = [...trainable, ...statistics].map((variable) => pathOf(variable.name));
  const arrays = [
    ...unpackArrays(state["weights"] as Float32Array, shapesOf(trainable), packing),
    ...unpackArrays(state["statistics"] as Float32Array, shapesOf(statistics), packing),
  ];
  expect([...found].sort()).toEqual(Object.keys(golden.weights).sort());
  for (const [i, array] of arrays.entries()) {
    const { mean, values } = golden.weights[found[i] as string] as Golden["weights"][string];
    expect(Math.abs(array.reduce((a, b) => a + b, 0) / array.length - mean)).toBeLessThan(2e-4);
    for (const [j, value] of values.entries())
      expect(Math.abs((array[j] as number) - value)).toBeLessThan(1e-3);
  }
  await session.dispose();
});
