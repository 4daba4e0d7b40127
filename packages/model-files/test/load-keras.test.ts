import * as tf from "@tensorflow/tfjs-core";
import { loadLayersModel } from "../src/load/load-layers-model.ts";
import { difference, golden, goldenJson, type Sample } from "./golden-file.ts";

const files = ["2.15", "3.5", "3.15"].flatMap((version) =>
  Object.entries(goldenJson<Record<string, Sample[]>>(`models-${version}.json`)).map(
    ([name, expected]) => [name, expected] as const,
  ),
);
const models = files.filter(([name]) => !name.includes("weights"));

test.each(models)("loadLayersModel(bytes) of %s computes what Keras computes", async (name, expected) => {
  const before = tf.memory().numTensors;
  const model = await loadLayersModel(golden(name));
  expect(difference(model, expected)).toBeLessThan(1e-4);
  model.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test("loadLayersModel(bytes) keeps what training needs: frozen layers, momentum, initializers, regularizers", async () => {
  const model = await loadLayersModel(golden("kinds-3.15.keras"));
  const norms = model.layers.filter((layer) => layer.getClassName() === "BatchNormalization");
  expect(norms.map((layer) => [layer.trainable, layer.getConfig()["momentum"]])).toEqual([
    [true, 0.9],
    [false, 0.99],
  ]);
  const convs = model.layers
    .filter((layer) => layer.getClassName() === "Conv2D")
    .map((layer) => layer.getConfig());
  expect(convs[0]?.["kernelRegularizer"]).toMatchObject({ className: "L1L2", config: { l1: 0 } });
  expect(convs.map((config) => config["kernelInitializer"])).toContainEqual({
    className: "VarianceScaling",
    config: { scale: 2, mode: "fanIn", distribution: "normal", seed: undefined },
  });
  model.dispose();
});
