import { readFileSync } from "node:fs";
import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Random } from "@faceseg/image";
import {
  type Files,
  fromWeb,
  loadLayersModel,
  loadModel,
  ModelFileError,
  type ModelSource,
  readH5Weights,
} from "@faceseg/model-files";
import { loadLayersModel as loadFromDisk, saveModel } from "@faceseg/model-files/node";
import { exportOnnx } from "@faceseg/onnx";
import { memory } from "@tensorflow/tfjs-core";
import { input, type LayersModel, layers, model, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import { unzipSync, zipSync } from "fflate";
import { mutateBytes, pick } from "../mutate-bytes.ts";
import { mutateJson } from "../mutate-json.ts";
import { scratch } from "../scratch.ts";
import type { Target } from "../target.ts";

const golden = (name: string): Uint8Array => {
  const bytes = readFileSync(new URL(`../../../packages/model-files/test/golden/${name}`, import.meta.url));
  return new Uint8Array(name.endsWith(".gz") ? gunzipSync(bytes) : bytes);
};

const h5Models = ["chain-2.15.h5.gz", "chain-3.15.h5.gz", "nested-3.5.h5.gz"].map(golden);
const h5Weights = ["nested-2.15-weights.h5.gz", "keras2-weights.h5", "chunked-attributes.h5"].map(golden);
const archives = ["chain-2.15.stored.keras", "chain-3.15.stored.keras", "nested-3.15.keras"].map(golden);
const opened = archives.map((bytes) => unzipSync(bytes));

/** Bytes changed anywhere, or four of them made a float that is not finite. */
function mutateHdf5(random: Random, corpus: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  if (random.integer(0, 4) > 0) return new Uint8Array(mutateBytes(random, corpus));
  const copy = Buffer.from(pick(random, corpus));
  for (let count = random.integer(1, 64); count > 0; count--) {
    copy.writeFloatLE(
      pick(random, [Number.NaN, Infinity, -Infinity, 1e38]),
      4 * random.integer(0, copy.length / 4 - 1),
    );
  }
  return new Uint8Array(copy);
}

function mutateArchive(random: Random): Uint8Array {
  const kind = random.integer(0, 9);
  if (kind < 3) return new Uint8Array(mutateBytes(random, archives));
  const files = { ...pick(random, opened) };
  const config = new TextDecoder().decode(files["config.json"]);
  if (kind < 7) files["config.json"] = new TextEncoder().encode(mutateJson(random, config));
  else if (kind < 9) {
    files["model.weights.h5"] = mutateHdf5(random, [files["model.weights.h5"] as Uint8Array]);
  } else {
    const names = ["../../evil", "/etc/evil", "a\\..\\..\\evil", "model.weights.h5/x", "x".repeat(60_000)];
    files[pick(random, names)] = new Uint8Array(random.integer(0, 1) * 2 ** 24);
  }
  return zipSync(files, { level: random.integer(0, 1) as 0 | 1 });
}

async function load(bytes: Uint8Array): Promise<void> {
  (await loadLayersModel(bytes)).dispose();
}

interface SavedModel {
  readonly json: string;
  readonly onnx: Uint8Array;
  readonly weights: Uint8Array;
}

const notes = {
  classes: ["a", "b"],
  colors: [
    [0, 0, 0],
    [1, 2, 3],
  ],
  inputRange: [0, 255],
};

let saved: Promise<SavedModel> | undefined;
const savedModel = () => {
  saved ??= makeModel();
  return saved;
};

async function makeModel(): Promise<SavedModel> {
  const picture = input({ shape: [8, 8, 3] });
  const conv = layers.conv2d({ filters: 4, kernelSize: 3, padding: "same" }).apply(picture);
  const norm = layers.batchNormalization().apply(conv);
  const up = layers.upSampling2d({ size: [2, 2] }).apply(norm) as SymbolicTensor;
  const depthwise = layers.depthwiseConv2d({ kernelSize: 3, strides: 2, padding: "same" }).apply(up);
  const joined = layers.concatenate().apply([norm as SymbolicTensor, depthwise as SymbolicTensor]);
  const outputs = layers.activation({ activation: "softmax" }).apply(joined) as SymbolicTensor;
  const network = model({ inputs: picture, outputs });
  const folder = join(scratch(), "saved");
  await saveModel(network, folder);
  const onnx = exportOnnx(network, { inputShape: [8, 8, 3], metadata: notes });
  network.dispose();
  return {
    onnx,
    json: await readFile(join(folder, "model.json"), "utf8"),
    weights: new Uint8Array(await readFile(join(folder, "weights.bin"))),
  };
}

function mutateFloats(random: Random, bytes: Uint8Array): Uint8Array {
  const copy = Buffer.from(bytes);
  copy.writeFloatLE(
    pick(random, [Number.NaN, Infinity, -Infinity]),
    4 * random.integer(0, copy.length / 4 - 1),
  );
  return copy;
}

const tfjs: Target = {
  name: "tfjs",
  inputs: 3000,
  errors: ["ModelFileError"],
  async run(random) {
    const { json, weights } = await savedModel();
    const folder = join(scratch(), "model");
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder);
    const part = random.integer(0, 9);
    const text =
      part < 6 ? mutateJson(random, json) : part < 7 ? mutateBytes(random, [Buffer.from(json)]) : json;
    await writeFile(join(folder, "model.json"), text);
    const path = join(folder, "weights.bin");
    if (part === 7) await symlink(pick(random, ["/dev/zero", "/etc/passwd", folder, "weights.bin"]), path);
    else if (part === 8) await writeFile(path, mutateBytes(random, [weights]));
    else await writeFile(path, part === 9 ? mutateFloats(random, weights) : weights);
    const loaded = await loadFromDisk(folder);
    loaded.dispose();
    if (part === 9) throw new Error("Taken, though a weight is not finite");
  },
};

const base = "https://models.example/faces/unet/";

/** A server of two files, which notes what it is asked for. */
function serverOf(files: ReadonlyMap<string, Uint8Array>, asked: string[]): Files {
  return {
    resolve: fromWeb.resolve,
    beside: fromWeb.beside,
    async read(file, { maxBytes }) {
      asked.push(file);
      const bytes = files.get(file);
      if (!bytes) throw new ModelFileError("Expected a file, found none", { file });
      if (bytes.length > maxBytes) throw new ModelFileError("Expected fewer bytes", { file });
      return bytes;
    },
  };
}

const encode = (text: string) => new TextEncoder().encode(text);

/** A `model.json` with other paths of weights. */
function withPath(random: Random, json: string): string {
  const climbs = [
    "../x",
    "..\\x",
    "%2e%2e/x",
    "a/../../x",
    "//x/y",
    "http://x/",
    "file:///x",
    "C:x",
    "\0",
    "\t../x",
  ];
  const path = pick(random, [...climbs, "weights.bin"]);
  return json.replace(
    '"weights.bin"',
    [JSON.stringify(path), '"weights.bin"'].slice(random.integer(0, 1)).join(),
  );
}

async function webFolder(random: Random, { json, weights }: SavedModel): Promise<void> {
  const kind = random.integer(0, 9);
  const text = kind < 4 ? mutateJson(random, json) : kind < 7 ? withPath(random, json) : json;
  const shard =
    kind === 7 ? mutateFloats(random, weights) : kind === 8 ? mutateBytes(random, [weights]) : weights;
  const files = new Map([
    [`${base}model.json`, encode(text)],
    [`${base}weights.bin`, new Uint8Array(shard)],
  ]);
  const asked: string[] = [];
  const result = await take(`${base}model.json`, serverOf(files, asked)).catch((error: unknown) => error);
  const elsewhere = asked.find((address) => !address.startsWith(base));
  if (elsewhere !== undefined) throw new Error(`Asked for ${elsewhere}`);
  if (result !== undefined) throw result;
}

async function artifacts(random: Random, { json, weights }: SavedModel): Promise<void> {
  const { weightsManifest, ...rest } = JSON.parse(json);
  const text = JSON.stringify({ ...rest, weightSpecs: weightsManifest[0].weights });
  const kind = random.integer(0, 9);
  const given = JSON.parse(kind < 6 ? validJson(random, text) : text);
  const bytes =
    kind === 6 ? mutateFloats(random, weights) : kind === 7 ? mutateBytes(random, [weights]) : weights;
  const { buffer } = new Uint8Array(bytes);
  const absurd = [null, 1, "x", [], [null], [buffer, buffer], { byteLength: 8 }];
  await take({ modelTopology: {}, ...given, weightData: kind === 8 ? pick(random, absurd) : buffer });
}

/** A changed JSON value: what no JSON writer writes cannot be an artifact. */
function validJson(random: Random, text: string): string {
  for (;;) {
    const changed = mutateJson(random, text);
    try {
      JSON.parse(changed);
      return changed;
    } catch {
      // Another one.
    }
  }
}

/** Loads a model; one that is taken must have weights that are finite. */
async function take(source: ModelSource, files?: Files): Promise<void> {
  const loaded = await loadModel(source, files && { files });
  if (loaded.kind !== "layers") return;
  const weights = (loaded.model as LayersModel).getWeights().map((weight) => weight.dataSync());
  loaded.dispose();
  if (!weights.every((values) => values.every(Number.isFinite))) {
    throw new Error("Taken, though a weight is not finite");
  }
}

const loaders: Target = {
  name: "loaders",
  inputs: 3000,
  errors: ["ModelFileError", "KerasFileError"],
  async run(random) {
    const saved = await savedModel();
    const kind = random.integer(0, 4);
    const before = memory().numTensors;
    try {
      if (kind < 2) await webFolder(random, saved);
      else if (kind < 4) await artifacts(random, saved);
      else await take(new Uint8Array(mutateBytes(random, [saved.onnx])));
    } catch (error) {
      const left = memory().numTensors - before;
      throw left === 0 ? error : new Error(`${left} tensors stay after: ${error}`, { cause: error });
    }
  },
};

export const modelFilesTargets: readonly Target[] = [
  {
    name: "h5",
    inputs: 3000,
    errors: ["KerasFileError", "ModelFileError"],
    run: async (random) => {
      if (random.integer(0, 1) === 0) await load(mutateHdf5(random, h5Models));
      else await readH5Weights(mutateHdf5(random, [...h5Weights, ...h5Models]));
    },
  },
  {
    name: "keras",
    inputs: 3000,
    errors: ["KerasFileError", "ModelFileError"],
    run: (random) => load(mutateArchive(random)),
  },
  tfjs,
  loaders,
];
