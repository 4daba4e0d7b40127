import * as tf from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import fc from "fast-check";
import { unzipSync, type Zippable, zipSync } from "fflate";
import { KerasFileError } from "../src/errors/keras-file-error.ts";
import { readKeras } from "../src/keras/read/read-keras.ts";
import { saveKeras } from "../src/save/save-keras.ts";
import { golden } from "./golden-file.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

const archive = unzipSync(golden("chain-3.15.stored.keras"));
const decode = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const encode = (text: string) => new TextEncoder().encode(text);
const configText = decode(archive["config.json"]);

/** The golden archive with other files in it. */
const keras = (files: Zippable): Uint8Array => zipSync({ ...archive, ...files });
const withConfig = (text: string) => keras({ "config.json": encode(text) });

/** What `readKeras` makes of the bytes; whatever it is, no tensor may stay behind. */
async function failure(bytes: Uint8Array): Promise<unknown> {
  const before = tf.memory().numTensors;
  const error = await readKeras(bytes).then(
    (model) => void model.dispose(),
    (error: unknown) => error,
  );
  expect(tf.memory().numTensors).toBe(before);
  return error;
}

// libhdf5 prints its errors; h5wasm picks up console.error when it is first imported, so not before this line.
const print = import.meta.jest.spyOn(console, "error").mockImplementation(() => {});

const set = (bytes: Uint8Array, at: number, ...values: number[]) => {
  const copy = bytes.slice();
  copy.set(values, at < 0 ? bytes.length + at : at);
  return copy;
};
const stored = zipSync(
  { "config.json": encode(configText), "model.weights.h5": archive["model.weights.h5"] as Uint8Array },
  { level: 0 },
);
const centre = new DataView(stored.buffer).getUint32(stored.length - 6, true);
const packed = zipSync({ "config.json": new Uint8Array(2 ** 26) });

test.each([
  ["cut off", stored.subarray(0, 5000), "its end is missing"],
  ["of nothing but a signature", encode("PK\x05\x06"), "its end is missing (cut off?)"],
  ["without a config", zipSync({ "metadata.json": encode("{}") }), "config.json is missing"],
  ["without weights", zipSync({ "config.json": encode("{}") }), "model.weights.h5 is missing"],
  ["that climbs", keras({ "../../etc/passwd": encode("") }), 'found the path "../../etc/passwd"'],
  ["with an absolute path", keras({ "/tmp/x": encode("") }), 'found the path "/tmp/x"'],
  ["with a path of Windows", keras({ "assets\\..\\..\\x": encode("") }), "found the path"],
  [
    "that is a bomb",
    packed,
    "to unpack to at most 16777216 bytes, found config.json that brings it to 67108864",
  ],
  ["that promises more files than it has", set(stored, -12, 255, 255), "its list of files is broken"],
  ["with an encrypted file", set(stored, centre + 8, 1), "to be readable, found it encrypted"],
  ["with another compression", set(stored, centre + 10, 12), "found compression method 12"],
  ["with another checksum", set(stored, centre + 16, 1, 2, 3, 4), "length and checksum that were noted"],
  ["of zip64", set(stored, centre + 42, 255, 255, 255, 255), "to be below 4 GiB"],
  ["whose files point outside", set(stored, centre + 42, 255, 255, 255, 1), "points outside itself"],
])("readKeras(bytes) throws a KerasFileError for an archive %s", async (_, bytes, message) => {
  const error = await failure(bytes);
  expect(error).toBeInstanceOf(KerasFileError);
  expect(String(error)).toContain(message);
});

test("readKeras(bytes) refuses a deflated file that unpacks to more than it promises", async () => {
  const bytes = zipSync({ "config.json": encode(configText), "model.weights.h5": new Uint8Array(100_000) });
  const view = new DataView(bytes.buffer);
  const start = view.getUint32(bytes.length - 6, true);
  view.setUint32(start + 46 + "config.json".length + 24, 1000, true);
  expect(String(await failure(bytes))).toMatch(
    /model.weights.h5 (cannot be decompressed|has not the length)/,
  );
});

/** The config after a change of its copy. */
function changed(change: (config: JsonObject, layers: JsonObject[]) => void): string {
  const config = JSON.parse(configText);
  change(config, config.config.layers);
  return JSON.stringify(config);
}
const layer = (change: (config: JsonObject, layer: JsonObject) => void) =>
  changed((_, layers) => change(layers[1]?.["config"] as JsonObject, layers[1] as JsonObject));

const conv = (name: string, inputs: Json, config: JsonObject = {}): JsonObject => ({
  class_name: "Conv2D",
  config: { name, filters: 1, kernel_size: 1, ...config },
  inbound_nodes: inputs,
});
const input = (name: string): JsonObject => ({
  class_name: "InputLayer",
  config: { name, batch_shape: [null, 2, 2, 1] },
  inbound_nodes: [],
});
const functional = (layers: Json, outputs: Json): JsonObject => ({
  class_name: "Functional",
  config: { name: "hostile", layers, input_layers: [["x", 0, 0]], output_layers: outputs },
});

/** Each model calls the one inside it twice: a few lines that run 2^depth layers. */
function doubled(depth: number): JsonObject {
  if (depth === 0) {
    const relu: JsonObject = { class_name: "ReLU", config: { name: "relu" }, inbound_nodes: [[["x", 0, 0]]] };
    return functional([input("x"), relu], [["relu", 0, 0]]);
  }
  const calls: Json[] = Array.from({ length: 20 }, () => [["x", 0, 0]]);
  const inner = { ...doubled(depth - 1), name: "inner", inbound_nodes: calls };
  return functional(
    [input("x"), inner],
    calls.map((_, index) => ["inner", index, 0]),
  );
}

const models = (depth: number): JsonObject =>
  depth === 0
    ? functional([input("x")], [["x", 0, 0]])
    : functional(
        [input("x"), { ...models(depth - 1), name: "inner", inbound_nodes: [[["x", 0, 0]]] }],
        [["inner", 0, 0]],
      );

test.each([
  ["no JSON", "{", "Expected config.json of the .keras archive to be JSON"],
  ["a list", "[]", "to be a JSON object, found []"],
  ["__proto__", configText.replace('"trainable"', '"__proto__"'), "to have no key __proto__"],
  ["endless lists", `{"a":${"[".repeat(1e5)}${"]".repeat(1e5)}}`, "nested at most 200 levels deep"],
  ["a class of someone's own", changed((config) => (config["class_name"] = "MyModel")), 'found "MyModel"'],
  ["an unknown layer", layer((_, it) => (it["class_name"] = "Lambda")), "The layer first is a Lambda"],
  [
    "a layer of someone's own",
    layer((_, it) => (it["module"] = "mine")),
    "The layer first is a mine.Conv2D, which is not supported; supported are Conv2D, ",
  ],
  ["a layer of no class", layer((_, it) => (it["class_name"] = 5)), "Expected a layer to have `class_name`"],
  [
    "__proto__ as a name",
    layer((it) => (it["name"] = "constructor")),
    'a name of its own, found "constructor"',
  ],
  ["a name twice", layer((it) => (it["name"] = "inner")), "Expected each layer to have a name of its own"],
  [
    "channels first",
    layer((it) => (it["data_format"] = "channels_first")),
    'Expected `data_format` of the layer first (Conv2D) to be "channels_last", found "channels_first"',
  ],
  [
    "groups",
    layer((it) => (it["groups"] = 2)),
    "Expected `groups` of the layer first (Conv2D) to be 1, found 2",
  ],
  [
    "Keras's hard_sigmoid, which tfjs computes otherwise",
    layer((it) => (it["activation"] = "hard_sigmoid")),
    'an activation of linear, relu, relu6, elu, selu, sigmoid, softmax, log_softmax, softplus, softsign, tanh, swish, silu, gelu, mish, found "hard_sigmoid"',
  ],
  [
    "a constraint",
    layer((it) => (it["kernel_constraint"] = { class_name: "MaxNorm" })),
    "`kernel_constraint`",
  ],
  ["a new setting", layer((it) => (it["magic"] = 3)), "has the setting `magic` = 3, which is not supported"],
  ["whole numbers for weights", layer((it) => (it["dtype"] = "int8")), 'found "int8"'],
  [
    "a huge layer",
    layer((it) => (it["filters"] = 1e15)),
    "needs the weight kernel to be [3,3,3,1000000000000000], but /layers/conv2d/vars/0 is [3,3,3,2]",
  ],
  [
    "no bias",
    layer((it) => (it["use_bias"] = false)),
    "The layer first (Conv2D) needs 1 weights, but the file has 2",
  ],
  [
    "filters of another size",
    layer((it) => (it["kernel_size"] = [5, 5])),
    "needs the weight kernel to be [5,5,3,2]",
  ],
  [
    "a name that TensorFlow.js refuses",
    configText.replaceAll('"first"', '" "'),
    "The layer   (Conv2D) does not fit its inputs: Not a valid tensor name",
  ],
  [
    "a layer of @faceseg/backbones, which is not imported here",
    changed((_, layers) =>
      Object.assign(layers[1] as JsonObject, {
        class_name: "CaffeInput",
        module: "faceseg_layers",
        config: { name: "first" },
      }),
    ),
    "(CaffeInput) cannot be made: it is a layer of @faceseg/backbones; import that package before loading",
  ],
  [
    "a layer too many",
    changed((_, layers) => layers.splice(1, 0, conv("more", []))),
    "The layer more (Conv2D) needs",
  ],
])("readKeras(bytes) throws a KerasFileError for a config with %s", async (_, text, message) => {
  const error = await failure(withConfig(text));
  expect(error).toBeInstanceOf(KerasFileError);
  expect(String(error)).toContain(message);
});

const relu = (name: string, from: Json, kwargs: JsonObject = {}): JsonObject => ({
  class_name: "ReLU",
  config: { name },
  inbound_nodes: [{ args: [{ class_name: "__keras_tensor__", config: { keras_history: from } }], kwargs }],
});
const dropout = (kwargs: JsonObject) => ({
  ...relu("drop", ["x", 0, 0], kwargs),
  class_name: "Dropout",
  config: { name: "drop", rate: 0.5 },
});
const up = (interpolation: string) => ({
  ...relu("up", ["x", 0, 0]),
  class_name: "UpSampling2D",
  config: { name: "up", interpolation },
});
const chainOf = (length: number) =>
  functional(
    [input("x"), ...Array.from({ length }, (_, i) => relu(`r${i}`, [i === 0 ? "x" : `r${i - 1}`, 0, 0]))],
    [[`r${length - 1}`, 0, 0]],
  );

test.each([
  [
    "a circle",
    functional([input("x"), relu("a", ["b", 0, 0]), relu("b", ["a", 0, 0])], [["a", 0, 0]]),
    "The layers a, b wait for each other",
  ],
  [
    "itself",
    functional([input("x"), relu("a", ["a", 0, 0])], [["a", 0, 0]]),
    "The layers a wait for each other",
  ],
  [
    "a layer that is not there",
    functional([input("x"), relu("a", ["b", 0, 0])], [["a", 0, 0]]),
    "or for a layer that is not there",
  ],
  [
    "an output that is not there",
    functional([input("x")], [["x", 0, 1]]),
    "There is no output 1 of call 0 of a layer x",
  ],
  [
    "no numbers",
    functional([input("x"), relu("a", ["x", "0", -1])], [["a", 0, 0]]),
    'to be [layer, call, output], found ["x","0",-1]',
  ],
  ["keywords", functional([input("x"), relu("a", ["x", 0, 0], { y: 2 })], [["a", 0, 0]]), "found `y` = 2"],
  [
    "Dropout at all times",
    functional([input("x"), dropout({ training: true })], [["drop", 0, 0]]),
    "The layer drop is called with training=True",
  ],
  [
    "bicubic pixels",
    functional([input("x"), up("bicubic")], [["up", 0, 0]]),
    'Expected `interpolation` of the layer up (UpSampling2D) to be "nearest", found "bicubic"',
  ],
  ["models that double", doubled(5), "Expected a model that runs at most 20000 layers"],
  ["models in models in models", models(12), "Expected at most 10 models in models"],
  ["too many layers", chainOf(4001), "Expected a model of at most 4000 layers"],
  [
    "no shape",
    functional([{ ...input("x"), config: { name: "x", batch_shape: [null, -2] } }], [["x", 0, 0]]),
    "Expected the shape of the input x",
  ],
])("readKeras(bytes) throws a KerasFileError for a graph with %s", async (_, config, message) => {
  const error = await failure(withConfig(JSON.stringify(config)));
  expect(error).toBeInstanceOf(KerasFileError);
  expect(String(error)).toContain(message);
});

test("readKeras(bytes) reads a chain of 1500 layers", async () => {
  expect(await failure(withConfig(JSON.stringify(chainOf(1500))))).toBeUndefined();
});

test("readKeras(bytes) says what to do with weights alone", async () => {
  expect(String(await failure(golden("nested-2.15-weights.h5.gz")))).toContain(
    "use `loadKerasWeights(model, bytes)`",
  );
});

const changes = (length: number) =>
  fc.array(fc.tuple(fc.nat({ max: length - 1 }), fc.integer({ min: 1, max: 255 })), {
    minLength: 1,
    maxLength: 100,
  });
const mutate = (bytes: Uint8Array, list: [number, number][]) => {
  const damaged = bytes.slice();
  for (const [at, by] of list) damaged[at] = Number(damaged[at]) ^ by;
  return damaged;
};

test.each([
  ["archives", stored, (bytes: Uint8Array) => bytes],
  [
    "weights in archives",
    archive["model.weights.h5"] as Uint8Array,
    (bytes: Uint8Array) => keras({ "model.weights.h5": bytes }),
  ],
  ["whole models of Keras 2", golden("chain-2.15.h5.gz"), (bytes: Uint8Array) => bytes],
])(
  "readKeras(bytes) reads %s with some bytes changed, or throws a KerasFileError",
  async (_, bytes, wrap) => {
    await fc.assert(
      fc.asyncProperty(changes(bytes.length), async (list) => {
        const error = await failure(wrap(mutate(bytes, list)));
        if (error !== undefined) expect(error).toBeInstanceOf(KerasFileError);
      }),
      { numRuns: 150 },
    );
  },
);

/** Replaces one value somewhere in the JSON. */
function replaced(value: Json, path: number[], by: Json): Json {
  const [step, ...rest] = path;
  if (typeof value !== "object" || value === null || step === undefined) return by;
  const keys = Object.keys(value);
  if (keys.length === 0) return by;
  const key = keys[step % keys.length] as string;
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as JsonObject;
  copy[key] = replaced(copy[key] as Json, rest, by);
  return copy;
}

test.each(["nested-3.15.keras", "nested-2.15.keras", "chain-2.15.stored.keras"])(
  "readKeras(bytes) reads %s with a value of its config replaced, or throws a KerasFileError",
  async (name) => {
    const files = unzipSync(golden(name));
    const config: Json = JSON.parse(decode(files["config.json"]));
    const odd = fc.oneof(
      fc.constantFrom<Json>(
        null,
        true,
        -1,
        0,
        1,
        2.5,
        1e9,
        1e308,
        "",
        "same",
        "conv",
        "inner",
        [],
        {},
        [[]],
        [null, 4],
      ),
      fc.integer(),
      fc.string(),
    );
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { minLength: 2, maxLength: 12 }), odd, async (path, by) => {
        const text = JSON.stringify(replaced(config, path, by));
        const error = await failure(zipSync({ ...files, "config.json": encode(text) }));
        if (error === undefined) return;
        refused++;
        expect(error).toBeInstanceOf(KerasFileError);
      }),
      { numRuns: 200, seed: 1 },
    );
    expect(refused).toBeGreaterThan(50);
  },
);

test.each([
  [
    "UpSampling2D with tfjs's bilinear pixels",
    tfl.layers.upSampling2d({ interpolation: "bilinear", name: "up" }),
    'Expected `interpolation` of the layer up (UpSampling2D), to be written for Keras, to be "nearest", found "bilinear"',
  ],
  [
    "tfjs's hardSigmoid",
    tfl.layers.activation({ activation: "hardSigmoid", name: "a" }),
    'found "hardSigmoid"',
  ],
  [
    "channels first",
    tfl.layers.maxPooling2d({ dataFormat: "channelsFirst", name: "pool" }),
    'found "channelsFirst"',
  ],
  [
    "a constraint",
    tfl.layers.conv2d({ filters: 1, kernelSize: 1, kernelConstraint: "nonNeg", name: "c" }),
    "`kernelConstraint` of the layer c",
  ],
  [
    "a constraint of DepthwiseConv2D",
    tfl.layers.depthwiseConv2d({ kernelSize: 1, depthwiseConstraint: "nonNeg", name: "d" }),
    "`depthwiseConstraint` of the layer d",
  ],
  [
    "a layer that Keras has not",
    tfl.layers.thresholdedReLU({ name: "t" }),
    "The layer t is a ThresholdedReLU, which cannot be written for Keras",
  ],
])("saveKeras(model) throws a KerasFileError for %s", async (_, layer, message) => {
  const x = tfl.input({ shape: [4, 4, 1] });
  const model = tfl.model({ inputs: x, outputs: layer.apply(x) as tfl.SymbolicTensor });
  await expect(saveKeras(model)).rejects.toThrow(message);
  await expect(saveKeras(model)).rejects.toThrow(KerasFileError);
  model.dispose();
});

test("readKeras(bytes) printed nothing in any of these tests", () => {
  expect(print).not.toHaveBeenCalled();
});

test("readKeras(bytes) gives a string no more memory than its file may need, whatever length it claims", async () => {
  const bytes = Buffer.from(golden("chain-3.15.h5.gz"));
  // Where an attribute refers to a string: its length, the heap it lies in, its number there.
  const places: number[] = [];
  for (let start = bytes.indexOf("GCOL"); start >= 0; start = bytes.indexOf("GCOL", start + 1)) {
    const heap = Buffer.alloc(8);
    heap.writeBigUInt64LE(BigInt(start));
    for (let at = bytes.indexOf(heap); at >= 0; at = bytes.indexOf(heap, at + 1)) places.push(at - 4);
  }
  expect(places.length).toBeGreaterThan(0);
  for (const at of places) bytes.writeUInt32LE(1_500_000_000, at);
  const library = await (await import("h5wasm")).ready;
  expect(await failure(new Uint8Array(bytes))).toBeInstanceOf(KerasFileError);
  expect(library.HEAPU8.length).toBeLessThan(2 ** 28);
});
