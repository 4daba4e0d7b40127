import { readdir, readFile, rename, truncate, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import * as layers from "@tensorflow/tfjs-layers";
import { diesAfter } from "../../trainer/test/dying-disk.ts";
import { oneWeight } from "../../trainer/test/fake-run.ts";
import { temporaryFolder } from "../../trainer/test/temporary-folder.ts";
import { ModelFileError } from "../src/errors/model-file-error.ts";
import { loadLayersModel } from "../src/node/load-model.ts";
import { saveModel } from "../src/node/save-model.ts";

const folder = temporaryFolder();

function network(): layers.LayersModel {
  const input = layers.input({ shape: [8, 8, 3], name: "picture" });
  const scaled = layers.layers.rescaling({ scale: 2, offset: -1, name: "rescaling" }).apply(input);
  const convolved = layers.layers
    .conv2d({ filters: 4, kernelSize: 3, padding: "same", name: "conv" })
    .apply(scaled);
  const normalised = layers.layers.batchNormalization({ name: "bn" }).apply(convolved);
  const output = layers.layers.activation({ activation: "softmax", name: "softmax" }).apply(normalised);
  return layers.model({ inputs: input, outputs: output as layers.SymbolicTensor, name: "small" });
}

const predict = (model: layers.LayersModel, picture: tf.Tensor) =>
  tf.tidy(() => (model.predict(picture) as tf.Tensor).dataSync());

const weightOf = async (path: string) => {
  const model = await loadLayersModel(path);
  const value = model.weights[0]?.read().dataSync()[0];
  model.dispose();
  return value;
};

test("loadLayersModel(folder) of saveModel(model, folder) predicts bit for bit the same", async () => {
  const path = join(folder(), "deep", "model");
  const model = network();
  await saveModel(model, path);
  expect((await readdir(path)).sort()).toEqual(["model.json", "weights.bin"]);
  const loaded = await loadLayersModel(path);
  const picture = tf.randomUniform([2, 8, 8, 3]);
  expect(predict(loaded, picture)).toEqual(predict(model, picture));
  expect(loaded.weights.map((weight) => weight.originalName)).toEqual(
    model.weights.map((weight) => weight.originalName),
  );
});

test("saveModel(model, folder) and loadLayersModel(folder) leave no tensors behind", async () => {
  const path = join(folder(), "model");
  const before = tf.memory().numTensors;
  const model = network();
  await saveModel(model, path);
  const loaded = await loadLayersModel(path);
  model.dispose();
  loaded.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test("saveModel(model, folder) killed at any step leaves the old model or the new, and the next save works", async () => {
  let step = 0;
  for (let complete = false; !complete; step += 1) {
    const path = join(folder(), String(step), "model");
    await saveModel(oneWeight(1), path);
    complete = await diesAfter(step, () => saveModel(oneWeight(2), path));
    expect(complete ? [2] : [1, 2]).toContain(await weightOf(path));
    await saveModel(oneWeight(3), path);
    expect(await weightOf(path)).toBe(3);
    expect(await readdir(join(folder(), String(step)))).toEqual(["model"]);
  }
  expect(step).toBeGreaterThan(10);
});

test("saveModel(model, folder) killed between its two renames, then killed again anywhere, loses no model", async () => {
  for (let step = 0, complete = false; !complete; step += 1) {
    const path = join(folder(), String(step), "model");
    await saveModel(oneWeight(1), path);
    await rename(path, join(folder(), String(step), ".model.previous"));
    expect(await weightOf(path)).toBe(1);
    complete = await diesAfter(step, () => saveModel(oneWeight(2), path));
    expect(complete ? [2] : [1, 2]).toContain(await weightOf(path));
  }
});

test("saveModel(model, folder) refuses a folder that holds other things", async () => {
  await writeFile(join(folder(), "log.csv"), "");
  await expect(saveModel(oneWeight(1), folder())).rejects.toThrow(
    `Expected ${folder()} to hold nothing but weights.bin, model.json, found log.csv; give a folder of its own`,
  );
  expect(await readdir(folder())).toEqual(["log.csv"]);
});

describe("loadLayersModel(folder) throws", () => {
  const saved = async () => {
    const path = join(folder(), "model");
    await saveModel(network(), path);
    return { path, json: join(path, "model.json"), weights: join(path, "weights.bin") };
  };

  test("where there is no model", async () => {
    await expect(loadLayersModel(folder())).rejects.toThrow(
      `${folder()}: Expected a model.json or one .onnx file in the folder, found neither`,
    );
  });

  test("when weights.bin is missing", async () => {
    const { path, weights } = await saved();
    await unlink(weights);
    await expect(loadLayersModel(path)).rejects.toThrow(
      `${weights}: Expected a readable file, found no such file`,
    );
  });

  test("when weights.bin is cut off", async () => {
    const { path, json, weights } = await saved();
    await truncate(weights, 100);
    await expect(loadLayersModel(path)).rejects.toThrow(
      `${json}: Expected 512 bytes of weights in ${weights}, found 100`,
    );
  });

  test("when model.json is cut off", async () => {
    const { path, json } = await saved();
    await truncate(json, 100);
    await expect(loadLayersModel(path)).rejects.toThrow(
      `${json}: Expected JSON, found it damaged or cut off`,
    );
  });

  test("when model.json is no model", async () => {
    const { path, json } = await saved();
    await writeFile(json, "null");
    await expect(loadLayersModel(path)).rejects.toThrow(
      `${json}: Expected \`modelTopology\` and \`weightsManifest\``,
    );
  });

  test("when a weight's name is unknown to the network", async () => {
    const { path, json } = await saved();
    await writeFile(json, (await readFile(json, "utf8")).replace('"conv/kernel"', '"conv/other"'));
    await expect(loadLayersModel(path)).rejects.toThrow(
      `${json}: Expected a layers model, found one that TensorFlow.js refuses: `,
    );
  });
});

/** Saves the network, and changes its `model.json`. */
async function changed(name: string, change: (json: string) => string): Promise<string> {
  const place = join(folder(), name);
  await saveModel(network(), place);
  const file = join(place, "model.json");
  await writeFile(file, change(await readFile(file, "utf8")));
  return place;
}

test.each([
  [
    "a layer that waits for one that is not there",
    '[["conv",0,0,{}]]',
    '[["gone",0,0,{}]]',
    "that bn waits for an output that is never made",
  ],
  [
    "a layer that waits for itself",
    '[["conv",0,0,{}]]',
    '[["bn",0,0,{}]]',
    "that bn waits for an output that is never made",
  ],
  [
    "weights beyond those listed",
    '"filters":4',
    '"filters":400000000',
    "found more at kernel [3,3,3,400000000]",
  ],
  ["a path that climbs", '"weights.bin"', '"../weights.bin"', 'found "../weights.bin"'],
  ["an absolute path", '"weights.bin"', '"/dev/zero"', 'found "/dev/zero"'],
  ["a weight of no shape", '"shape":[4]', '"shape":"4"', "Expected `modelTopology` and `weightsManifest`"],
])(
  "loadLayersModel(folder) throws a ModelFileError for %s, and leaves no tensor",
  async (name, from, to, message) => {
    const place = await changed(`hostile ${name}`, (json) => json.replace(from, to));
    const before = tf.memory().numTensors;
    const error = await loadLayersModel(place).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ModelFileError);
    expect(String(error)).toContain(message);
    expect(tf.memory().numTensors).toBe(before);
  },
);

test("loadLayersModel(folder) refuses weights that are not finite", async () => {
  const place = await changed("not finite", (json) => json);
  const file = join(place, "weights.bin");
  const bytes = await readFile(file);
  bytes.writeFloatLE(Number.NaN, 8);
  await writeFile(file, bytes);
  await expect(loadLayersModel(place)).rejects.toThrow(
    /model\.json: Expected finite weights, found NaN in ".*" at 2/,
  );
});
