import * as tf from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import { KerasFileError } from "../src/errors/keras-file-error.ts";
import { loadKerasWeights } from "../src/load/load-keras-weights.ts";
import { saveKeras } from "../src/save/save-keras.ts";
import { difference, golden, goldenJson, type Sample } from "./golden-file.ts";

const expected = (version: string) => goldenJson<Record<string, Sample[]>>(`models-${version}.json`);

const { layers } = tfl;
type T = tfl.SymbolicTensor;

/** `nested` of golden/layer_networks.py. */
function nested(): tfl.LayersModel {
  const innerImage = tfl.input({ shape: [8, 8, 3] });
  let h = layers.conv2d({ filters: 3, kernelSize: 3, padding: "same", name: "conv" }).apply(innerImage) as T;
  h = layers.batchNormalization({ name: "bn", trainable: false }).apply(h) as T;
  h = layers.batchNormalization({ name: "bn_2" }).apply(h) as T;
  const relu = layers.reLU({ maxValue: 6 }).apply(h) as T;
  const inner = tfl.model({ inputs: innerImage, outputs: [h, relu], name: "inner" });
  const chain = tfl.sequential({
    name: "chain",
    layers: [
      layers.depthwiseConv2d({ kernelSize: 3, padding: "same", name: "depthwise", inputShape: [8, 8, 3] }),
      layers.conv2d({ filters: 2, kernelSize: 1, name: "conv" }),
    ],
  });
  const tailImage = tfl.input({ shape: [8, 8, 2] });
  const tailConv = layers.conv2d({ filters: 2, kernelSize: 3, name: "tail_conv" });
  const tail = tfl.model({ inputs: tailImage, outputs: tailConv.apply(tailImage) as T, name: "tail" });
  const inputs = [tfl.input({ shape: [8, 8, 3] }), tfl.input({ shape: [8, 8, 3] })];
  const shared = layers.conv2d({ filters: 3, kernelSize: 1, name: "shared" });
  const [[p, q], [r, s]] = inputs.map((x) => inner.apply(shared.apply(x) as T) as T[]) as [[T, T], [T, T]];
  const all = layers.concatenate().apply([q, r]) as T;
  const x = layers.conv2d({ filters: 3, kernelSize: 1, name: "mix" }).apply(all) as T;
  const sum = layers.add().apply([p, s]) as T;
  return tfl.model({ inputs, outputs: [sum, tail.apply(chain.apply(x) as T) as T] });
}

test.each([
  ["2.15", "nested-2.15-weights.h5.gz"],
  ["2.15", "nested-2.15.weights.h5.gz"],
  ["2.15", "nested-2.15.h5.gz"],
  ["3.5", "nested-3.5.weights.h5.gz"],
  ["3.5", "nested-3.5.h5.gz"],
  ["3.15", "nested-3.15.weights.h5.gz"],
  ["3.15", "nested-3.15.keras"],
])("loadKerasWeights(model, bytes) of Keras %s sets the weights of %s", async (version, name) => {
  const model = nested();
  const before = tf.memory().numTensors;
  await loadKerasWeights(model, golden(name));
  expect(tf.memory().numTensors).toBe(before);
  expect(difference(model, expected(version)[name] as Sample[])).toBeLessThan(1e-4);
});

const tiny = (filters: number, name = "conv") =>
  tfl.sequential({ layers: [tfl.layers.conv2d({ filters, kernelSize: 1, name, inputShape: [2, 2, 1] })] });

test.each([
  [
    "another shape",
    tiny(2),
    "Expected /layers/conv2d/vars/0 to be [1,1,1,2] for conv/kernel, found [1,1,1,3]",
  ],
  [
    "a layer that is not there",
    tfl.sequential({ layers: [tfl.layers.dense({ units: 3, inputShape: [2, 2, 1], name: "dense" })] }),
    "The layer dense (Dense) needs 2 weights, but the file has 0 for it",
  ],
])(
  "loadKerasWeights(model, bytes) changes nothing and throws a KerasFileError for %s",
  async (_, model, message) => {
    const bytes = await saveKeras(tiny(3));
    const before = model.getWeights().map((weight) => [...weight.dataSync()]);
    await expect(loadKerasWeights(model, bytes)).rejects.toThrow(message);
    await expect(loadKerasWeights(model, bytes)).rejects.toThrow(KerasFileError);
    expect(model.getWeights().map((weight) => [...weight.dataSync()])).toEqual(before);
  },
);

test("loadKerasWeights(model, bytes) goes by names in legacy files", async () => {
  const bytes = golden("nested-2.15-weights.h5.gz");
  await expect(loadKerasWeights(tiny(3, "else"), bytes)).rejects.toThrow(
    "The layer else (Conv2D) needs 2 weights",
  );
});

test("loadKerasWeights(model, bytes) throws a KerasFileError for HDF5 without Keras", async () => {
  await expect(loadKerasWeights(tiny(3), golden("not-keras.h5"))).rejects.toThrow(
    "Expected Keras weights in the file",
  );
});
