import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import { strToU8, unzipSync, zipSync } from "fflate";
import { temporaryFolder } from "../../trainer/test/temporary-folder.ts";
import { loadModel, type ModelMetadata, metadataOf, saveKeras } from "../src/index.ts";
import * as node from "../src/node/load-model.ts";
import { saveModel } from "../src/node/save-model.ts";
import { parseMetadata } from "../src/notes/parse-metadata.ts";
import { onnxWithNote } from "./onnx-with-note.ts";

const folder = temporaryFolder();

const notes = {
  taxonomy: "eyes",
  classes: ["background", "left eye", "right eye"],
  colors: [
    [0, 0, 0],
    [255, 0, 0],
    [0, 255, 0],
  ],
  mirrorPairs: [[1, 2]],
  mean: [0.5, 0.4, 0.3],
  std: [0.2, 0.1, 0.25],
  channelOrder: "bgr",
  inputSize: { width: 64, height: 48 },
} as const satisfies ModelMetadata;

const network = () =>
  tfl.sequential({ layers: [tfl.layers.conv2d({ filters: 3, kernelSize: 1, inputShape: [2, 2, 3] })] });

test("parseMetadata(notes) takes notes as JSON and as values, and leaves those that are not ours", () => {
  const texts = Object.fromEntries(
    Object.entries(notes).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
  expect(parseMetadata({ ...texts, author: "me" })).toEqual(notes);
  expect(parseMetadata({ ...notes, author: "me" })).toEqual(notes);
  expect(parseMetadata({})).toEqual({});
  expect(parseMetadata({ inputRange: [0, 1], mean: [0, 0, 0], std: [1, 1, 1] })).toMatchObject({
    mean: [0, 0, 0],
  });
});

test.each<[string, Record<string, unknown>, string]>([
  [
    "names that are none",
    { classes: "skin, hair" },
    'Expected its note `classes` to be a list of names, found "skin, hair"',
  ],
  ["an empty name", { classes: ["a", ""] }, "Expected its note `classes`"],
  ["no names", { classes: [] }, "Expected its note `classes`"],
  [
    "colors of another number",
    { classes: ["a", "b"], colors: [[0, 0, 0]] },
    "to have a color for each of 2 classes, found 1",
  ],
  [
    "colors in [0, 1]",
    { colors: [[0.5, 0, 0]] },
    "Expected its note `colors` to be a list of colors [red, green, blue] in 0..255",
  ],
  [
    "a pair of one",
    { mirrorPairs: [[1]] },
    "Expected its note `mirrorPairs` to be a list of pairs of ids, each id once, found [[1]]",
  ],
  [
    "an id in two pairs",
    {
      mirrorPairs: [
        [1, 2],
        [2, 3],
      ],
    },
    "each id once",
  ],
  ["an id with itself", { mirrorPairs: [[1, 1]] }, "each id once"],
  [
    "pairs of no classes",
    { classes: ["a", "b"], mirrorPairs: [[1, 2]] },
    "to have ids of its 2 classes, found 2",
  ],
  [
    "a range of nothing",
    { inputRange: [1, 1] },
    "Expected its note `inputRange` to be [black, white], found [1,1]",
  ],
  ["a mean of one", { mean: 0.5, std: [1, 1, 1] }, "Expected its note `mean` to be three numbers, found 0.5"],
  [
    "a deviation of 0",
    { mean: [0, 0, 0], std: [1, 0, 1] },
    "Expected its note `std` to be three numbers above 0",
  ],
  ["a mean alone", { mean: [0, 0, 0] }, "found no `std` with `mean`"],
  ["a deviation alone", { std: [1, 1, 1] }, "found no `mean` with `std`"],
  [
    "a mean in another range",
    { ...notes, inputRange: [0, 255] },
    "Expected its notes to have `inputRange`, or `mean` and `std`",
  ],
  [
    "another order",
    { channelOrder: "grb" },
    'Expected its note `channelOrder` to be "rgb" or "bgr", found "grb"',
  ],
  ["a size of nothing", { inputSize: { width: 0, height: 1 } }, "Expected its note `inputSize`"],
  ["a name that is none", { taxonomy: "" }, "Expected its note `taxonomy` to be a name"],
])("parseMetadata(notes) refuses %s", (_, given, message) => {
  expect(() => parseMetadata(given)).toThrow(message);
});

test("saveModel and loadModel keep notes, in folders and in .keras files", async () => {
  const model = network();
  model.setUserDefinedMetadata({ ...notes, author: "me" });
  for (const name of ["model", "model.keras"]) {
    const path = join(folder(), name);
    await saveModel(model, path);
    const again = await node.loadModel(path);
    expect(again.metadata).toEqual(notes);
    expect(metadataOf(again)).toEqual(notes);
    const layers = await node.loadLayersModel(path);
    expect(layers.getUserDefinedMetadata()).toEqual({ ...notes, author: "me" });
    expect(metadataOf(layers)).toEqual(notes);
  }
});

test("saveKeras(model) writes notes into metadata.json, under a key of ours", async () => {
  const model = network();
  const bare = unzipSync(await saveKeras(model));
  model.setUserDefinedMetadata(notes);
  const noted = unzipSync(await saveKeras(model));
  const json = (files: typeof bare) => JSON.parse(new TextDecoder().decode(files["metadata.json"]));
  expect(Object.keys(json(bare))).toEqual(["keras_version", "date_saved"]);
  expect(json(noted).faceseg).toEqual(notes);
  expect(noted["config.json"]).toEqual(bare["config.json"]);
});

test("loadModel(model) refuses a note that cannot be used, naming it and the file, and frees the model", async () => {
  const model = network();
  model.setUserDefinedMetadata({ classes: 3 });
  const before = tf.memory().numTensors;
  for (const name of ["model", "model.keras"]) {
    const path = join(folder(), name);
    await saveModel(model, path);
    await expect(node.loadModel(path)).rejects.toThrow(
      "Expected its note `classes` to be a list of names, found 3",
    );
  }
  const onnx = join(folder(), "face.onnx");
  await writeFile(onnx, onnxWithNote("inputRange", "[0,256"));
  await expect(node.loadModel(onnx)).rejects.toThrow(
    `${onnx}: Expected its note \`inputRange\` to be [black, white]`,
  );
  expect(tf.memory().numTensors).toBe(before);
});

test.each([
  ["no JSON", "{", "Expected metadata.json of the .keras archive to be JSON"],
  [
    "notes that are none",
    '{"faceseg":[]}',
    "Expected `faceseg` in metadata.json of the .keras archive to be an object, found []",
  ],
])("loadModel(bytes) refuses a .keras file whose metadata.json has %s", async (_, text, message) => {
  const files = unzipSync(await saveKeras(network()));
  await expect(loadModel(zipSync({ ...files, "metadata.json": strToU8(text) }))).rejects.toThrow(message);
  const { "metadata.json": _gone, ...rest } = files;
  expect((await loadModel(zipSync(rest))).metadata).toEqual({});
});

test.each([
  [
    "of Keras 3's own",
    { module: "keras", class_name: "Functional", config: { name: "model" }, registered_name: "Functional" },
    "found the configuration of a Keras model (Functional), which has no weights; save the model as a .keras file",
  ],
  [
    "of Keras 2's own",
    { class_name: "Sequential", config: { name: "model" }, keras_version: "2.15.0", backend: "tensorflow" },
    "found the configuration of a Keras model (Sequential)",
  ],
  [
    "converted from Keras 3",
    {
      format: "layers-model",
      modelTopology: { keras_version: "3.5.0", model_config: {} },
      weightsManifest: [],
    },
    "found a topology of Keras 3.5.0; save the model as a .keras file",
  ],
])("loadModel(model.json) names a JSON %s as what it is", async (_, json, message) => {
  const path = join(folder(), "model.json");
  await writeFile(path, JSON.stringify(json));
  await expect(node.loadModel(path)).rejects.toThrow(message);
  expect((await readFile(path)).length).toBeGreaterThan(0);
});
