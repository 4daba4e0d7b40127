import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as tf from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import { temporaryFolder } from "../../trainer/test/temporary-folder.ts";
import {
  type ArtifactsLike,
  loadLayersModel,
  loadModel,
  ModelFileError,
  type ModelSource,
  saveKeras,
} from "../src/index.ts";
import { fromDisk } from "../src/node/disk-files.ts";
import * as node from "../src/node/load-model.ts";
import { saveModel } from "../src/node/save-model.ts";
import { predict } from "./golden-file.ts";
import { onnxWithNote } from "./onnx-with-note.ts";

const folder = temporaryFolder();

const network = () =>
  tfl.sequential({
    name: "tiny",
    layers: [tfl.layers.conv2d({ filters: 2, kernelSize: 1, inputShape: [2, 2, 3], name: "conv" })],
  });

const model = network();
const colors = [
  [1, 2, 3],
  [4, 5, 6],
];
model.setUserDefinedMetadata({ classes: ["a", "b"], colors, inputRange: [0, 255], author: 1 });
const metadata = { classes: ["a", "b"], colors, inputRange: [0, 255] };
const expected = predict(model);

async function artifactsOf(model: tfl.LayersModel): Promise<tf.io.ModelArtifacts> {
  let found: tf.io.ModelArtifacts | undefined;
  const handler = tf.io.withSaveHandler(async (artifacts) => {
    found = artifacts;
    return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
  });
  await model.save(handler);
  return found as tf.io.ModelArtifacts;
}

/** The error for a source; whatever it is, no tensor may stay in memory. */
async function refused(work: () => Promise<unknown>): Promise<Error> {
  const before = tf.memory().numTensors;
  const error = await work().then(
    () => new Error("It was taken"),
    (error: Error) => error,
  );
  expect(tf.memory().numTensors).toBe(before);
  return error;
}

describe("loadModel(model) gives a layers model with its notes", () => {
  const check = async (source: ModelSource, notes: object = metadata) => {
    const before = tf.memory().numTensors;
    const loaded = await node.loadModel(source);
    if (loaded.kind !== "layers") throw new Error("It is no layers model");
    expect(predict(loaded.model as tfl.LayersModel)).toEqual(expected);
    expect(loaded.metadata).toEqual(notes);
    loaded.dispose();
    expect(tf.memory().numTensors).toBe(before);
  };

  test("from a folder, its model.json and their URLs", async () => {
    const path = join(folder(), "model");
    await saveModel(model, path);
    const file = join(path, "model.json");
    for (const source of [path, file, pathToFileURL(path), pathToFileURL(file).href]) await check(source);
  });

  test("from a .keras file and its bytes", async () => {
    const path = join(folder(), "model.keras");
    await saveModel(model, pathToFileURL(path));
    const bytes = await readFile(path);
    for (const source of [path, bytes, new Uint8Array(bytes).buffer]) await check(source);
  });

  test("from artifacts, their weights in one piece or several", async () => {
    const artifacts = await artifactsOf(model);
    const data = artifacts.weightData as ArrayBuffer;
    await check(artifacts as ArtifactsLike);
    await check({ ...artifacts, weightData: [data.slice(0, 10), data.slice(10)] });
  });

  test("from a tf.LayersModel, which stays the caller's", async () => {
    await check(model);
    expect(predict(model)).toEqual(expected);
  });
});

test("loadModel(bytes) of an ONNX file gives its bytes and notes; TensorFlow.js and registerLayers are not asked", async () => {
  const bytes = onnxWithNote("classes", '["a","b"]');
  const registerLayers = () => Promise.reject(new Error("It was asked"));
  expect(await loadModel(bytes, { registerLayers })).toEqual({
    kind: "onnx",
    bytes,
    metadata: { classes: ["a", "b"] },
  });
});

test("loadLayersModel(bytes) refuses an ONNX file", async () => {
  const path = join(folder(), "face.onnx");
  await writeFile(path, onnxWithNote("a", "b"));
  await expect(node.loadLayersModel(path)).rejects.toThrow(
    `${path}: Expected a layers model (a TensorFlow.js model.json, or a .keras or .h5 file), found an ONNX file`,
  );
});

test.each([
  [1, "got Number"],
  [null, "got Null"],
  [{}, "got Object"],
])("loadModel(%j) throws a TypeError", async (source, message) => {
  const error = await refused(() => loadModel(source as never));
  expect(error).toBeInstanceOf(TypeError);
  expect(error.message).toContain(message);
});

test("loadModel(path) without files of the disk says how to get them", async () => {
  const error = await refused(() => loadModel("face.onnx"));
  expect(error).toBeInstanceOf(TypeError);
  expect(error.message).toContain('"/node"');
});

test.each([
  ["no bytes", "", "found no bytes"],
  ["a page", " <!doctype html>", "found HTML"],
  ["a model.json", "{}", "found its bytes"],
  ["anything else", "what", "Expected a whole ONNX file, found 4 bytes"],
])("loadModel(bytes) throws a ModelFileError for %s", async (_, text, message) => {
  const error = await refused(() => loadModel(new Uint8Array(Buffer.from(text))));
  expect(error).toBeInstanceOf(ModelFileError);
  expect(error.message).toContain(message);
});

describe("loadModel(model, { registerLayers })", () => {
  class Strange extends tfl.layers.Layer {
    static readonly className: string = "StrangeLayer";
    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return [inputs].flat()[0] as tf.Tensor;
    }
  }
  class Known extends Strange {
    static override readonly className = "KnownLayer";
  }
  const artifactsWith = async (layer: tfl.layers.Layer) => {
    const model = tfl.sequential({ layers: [tfl.layers.flatten({ inputShape: [2, 2] }), layer] });
    return artifactsOf(model);
  };

  test("is awaited before a layers model is built", async () => {
    const artifacts = await artifactsWith(new Known({}));
    const registerLayers = async () => tf.serialization.registerClass(Known);
    const loaded = await loadModel(artifacts, { registerLayers });
    expect(loaded.kind).toBe("layers");
  });

  test("not given, the error of an unknown layer names the layer and the package to import", async () => {
    const artifacts = await artifactsWith(new Strange({}));
    const error = await refused(() => loadModel(artifacts));
    expect(error).toBeInstanceOf(ModelFileError);
    expect(error.message).toContain(
      'found StrangeLayer; first import the package that registers it: "@faceseg/backbones" for networks of @faceseg',
    );
  });
});

interface Stored {
  json: string;
  weights: Uint8Array<ArrayBuffer>;
}

async function stored(): Promise<Stored> {
  const artifacts = await artifactsOf(model);
  const { weightData, weightSpecs, ...rest } = artifacts;
  const weightsManifest = [{ paths: ["weights.bin"], weights: weightSpecs }];
  return {
    json: JSON.stringify({ ...rest, weightsManifest }),
    weights: new Uint8Array(weightData as ArrayBuffer),
  };
}

const withPaths = (paths: unknown) => (it: Stored) =>
  (it.json = it.json.replace('"paths":["weights.bin"]', `"paths":${JSON.stringify(paths)}`));
const withFloat = (value: number, at: number) => (it: Stored) =>
  new DataView(it.weights.buffer).setFloat32(4 * at, value, true);

/** What is wrong with a folder, and what the error says about it. */
const hostile: [string, (it: Stored) => unknown, string][] = [
  ...[
    "../secret.bin",
    "a/../../secret.bin",
    "..",
    ".",
    "./weights.bin",
    "/etc/passwd",
    "\\\\host\\share",
    "..\\secret.bin",
    "C:\\secret.bin",
    "C:secret.bin",
    "file:///etc/passwd",
    "http://127.0.0.1:1/other.bin",
    "data:,0",
    "weights.bin\0",
    ".\t./secret.bin",
    "",
  ].map((path): [string, (it: Stored) => unknown, string] => [
    `the path ${JSON.stringify(path)}`,
    withPaths([path]),
    `Expected paths in the model's own folder, found ${JSON.stringify(path)}`,
  ]),
  ["one file named twice", withPaths(["weights.bin", "weights.bin"]), 'found "weights.bin" twice'],
  ["a path that is no text", withPaths([1]), "Expected `modelTopology` and `weightsManifest`"],
  ["no weights", withPaths([]), "Expected 32 bytes of weights in , found 0"],
  [
    "a weight that is NaN",
    withFloat(Number.NaN, 7),
    'Expected finite weights, found NaN in "conv/bias" at 1',
  ],
  [
    "an infinite weight",
    withFloat(Number.NEGATIVE_INFINITY, 2),
    'Expected finite weights, found -Infinity in "conv/kernel" at 2',
  ],
  ["too few bytes", (it) => (it.weights = it.weights.slice(0, 31)), "Expected 32 bytes of weights in "],
  ["a byte too many", (it) => (it.weights = new Uint8Array([...it.weights, 0])), "Expected at most 32 bytes"],
  [
    "weights of no known type",
    (it) => (it.json = it.json.replace('"dtype":"float32"}]', '"dtype":"string"}]')),
    'found string for "conv/bias"',
  ],
  [
    "a graph model",
    (it) => (it.json = it.json.replace('"format":"layers-model"', '"format":"graph-model"')),
    "found a graph model",
  ],
  ["no JSON", (it) => (it.json = "{"), "Expected JSON, found it damaged or cut off"],
];

test.each(hostile)("loadModel(folder) on the disk refuses %s", async (_, change, message) => {
  const it = await stored();
  change(it);
  const place = join(folder(), "hostile", "model");
  await rm(place, { recursive: true, force: true });
  await mkdir(place, { recursive: true });
  // What the paths would reach: the right number of bytes, so that nothing but the path is wrong.
  for (const path of ["../secret.bin", "weights.bin"]) await writeFile(join(place, path), it.weights);
  await writeFile(join(place, "model.json"), it.json);
  for (const source of [place, join(place, "model.json")]) {
    const error = (await refused(() => node.loadModel(source))) as ModelFileError;
    expect(error).toBeInstanceOf(ModelFileError);
    expect(error.message).toContain(message);
    expect(error.file).toContain(place);
  }
});

test("loadModel(folder) on the disk reads weights in folders of its own, and no pipe or device", async () => {
  const it = await stored();
  const place = join(folder(), "shards");
  await mkdir(join(place, "a"), { recursive: true });
  await writeFile(join(place, "a", "1.bin"), it.weights.slice(0, 10));
  await writeFile(join(place, "..2 .bin"), it.weights.slice(10));
  withPaths(["a/1.bin", "..2 .bin"])(it);
  await writeFile(join(place, "model.json"), it.json);
  expect(predict(await node.loadLayersModel(place))).toEqual(expected);
  await rm(join(place, "..2 .bin"));
  await mkdir(join(place, "..2 .bin"));
  await expect(node.loadModel(place)).rejects.toThrow("..2 .bin: Expected a file, found a folder");
  await expect(node.loadModel("/dev/zero")).rejects.toThrow(
    "/dev/zero: Expected a file, found a pipe or device",
  );
});

describe("from the web", () => {
  let server: Server;
  let base: string;
  let files: Map<string, string | Uint8Array>;
  let asked: string[];

  beforeAll(async () => {
    server = createServer(({ url = "" }, response) => {
      asked.push(url);
      const content = files.get(url);
      response.writeHead(content === undefined ? 404 : 200);
      // In two pieces, so that no length is announced.
      if (content !== undefined) response.write(content.slice(0, 1));
      response.end(content?.slice(1));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());
  beforeEach(() => {
    asked = [];
    files = new Map();
  });

  const serve = ({ json, weights }: Stored) => {
    for (const path of ["/secret.bin", "/model/weights.bin", "/etc/passwd"]) files.set(path, weights);
    files.set("/model/model.json", json);
  };

  test("loadModel(url) reads the weights beside model.json", async () => {
    serve(await stored());
    for (const load of [loadLayersModel, node.loadLayersModel]) {
      expect(predict(await load(`${base}/model/model.json`))).toEqual(expected);
    }
    expect(asked.slice(0, 2)).toEqual(["/model/model.json", "/model/weights.bin"]);
  });

  test.each([
    ...hostile,
    [
      "a path that climbs in the URL only",
      withPaths(["%2e%2e/secret.bin"]),
      "Expected paths in the model's own folder",
    ] as (typeof hostile)[number],
  ])("loadModel(url) refuses %s", async (_, change, message) => {
    const it = await stored();
    change(it);
    serve(it);
    const error = (await refused(() => loadModel(`${base}/model/model.json`))) as ModelFileError;
    expect(error).toBeInstanceOf(ModelFileError);
    expect(error.message).toContain(message.replace("32 bytes, found 33", "32 bytes, found more"));
    expect(error.file).toContain(`${base}/model/`);
    expect(asked.filter((path) => !path.startsWith("/model/"))).toEqual([]);
  });

  test("loadModel(url) names the URL of what is missing", async () => {
    await expect(loadModel(`${base}/none.onnx`)).rejects.toThrow(
      `${base}/none.onnx: Expected a model, found 404 Not Found`,
    );
    await expect(loadModel("http://127.0.0.1:1/x.onnx")).rejects.toThrow(
      "http://127.0.0.1:1/x.onnx: Expected a model, found no answer: ",
    );
    serve(await stored());
    files.delete("/model/weights.bin");
    await expect(loadModel(`${base}/model/model.json`)).rejects.toThrow(
      `${base}/model/weights.bin: Expected a model, found 404 Not Found`,
    );
  });

  test("loadModel(url, { files }) reads through files of one's own", async () => {
    const it = await stored();
    const own = {
      ...fromDisk,
      read: async (address: string) => (address.endsWith(".json") ? Buffer.from(it.json) : it.weights),
    };
    expect(predict(await loadLayersModel("anywhere/model.json", { files: own }))).toEqual(expected);
  });
});

test.each([
  ["NaN", (data: ArrayBuffer) => new DataView(data).setFloat32(0, Number.NaN, true), "found NaN"],
  ["numbers, not bytes", undefined, "Expected `weightData` to be an ArrayBuffer"],
])("loadModel(artifacts) refuses weights that are %s", async (_, change, message) => {
  const artifacts = await artifactsOf(model);
  const data = (artifacts.weightData as ArrayBuffer).slice(0);
  change?.(data);
  const error = await refused(() => loadModel({ ...artifacts, weightData: change ? data : [1e39] }));
  expect(error).toBeInstanceOf(ModelFileError);
  expect(error.message).toContain(message);
});

test("loadModel(artifacts) refuses weights that are too short, too long or not there", async () => {
  const artifacts = await artifactsOf(model);
  for (const weightData of [new ArrayBuffer(31), new ArrayBuffer(33), []]) {
    const error = await refused(() => loadModel({ ...artifacts, weightData }));
    expect(error.message).toContain("Expected 32 bytes in `weightData`, found ");
  }
  const error = await refused(() => loadModel({ modelTopology: artifacts.modelTopology }));
  expect(error.message).toContain("Expected `modelTopology` and `weightSpecs`");
});

test("loadModel(artifacts) frees a network that calls a layer twice, after an error and when it is disposed", async () => {
  const x = tfl.input({ shape: [2, 2, 2] });
  const layer = tfl.layers.conv2d({ filters: 2, kernelSize: 1, name: "twice" });
  const outputs = layer.apply(layer.apply(x)) as tfl.SymbolicTensor;
  const artifacts = await artifactsOf(tfl.model({ inputs: x, outputs }));
  new DataView(artifacts.weightData as ArrayBuffer).setFloat32(0, Number.NaN, true);
  const error = await refused(() => loadModel(artifacts));
  expect(error.message).toContain('found NaN in "twice/kernel" at 0');
  new DataView(artifacts.weightData as ArrayBuffer).setFloat32(0, 1, true);
  const before = tf.memory().numTensors;
  (await loadLayersModel(artifacts)).dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test("loadModel(bytes) refuses a .keras file with weights that are not finite", async () => {
  const bytes = await saveKeras(model);
  const kernel = new Uint8Array((await model.layers[0]?.getWeights()[0]?.data())?.slice(0, 1).buffer ?? []);
  const at = Buffer.from(bytes).indexOf(kernel);
  expect(at).toBeGreaterThan(0);
  const { zipSync, unzipSync } = await import("fflate");
  const entries = unzipSync(bytes);
  const weights = Buffer.from(entries["model.weights.h5"] as Uint8Array);
  weights.writeFloatLE(Number.NaN, weights.indexOf(kernel));
  const error = await refused(() =>
    loadModel(zipSync({ ...entries, "model.weights.h5": new Uint8Array(weights) })),
  );
  expect(error.name).toBe("KerasFileError");
  expect(error).toBeInstanceOf(ModelFileError);
  expect(error.message).toContain("to be finite, found NaN at 0");
});
