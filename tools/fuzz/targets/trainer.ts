import { createHash } from "node:crypto";
import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Random } from "@faceseg/image";
import { loadModel, saveModel } from "@faceseg/model-files/node";
import { decodeSafetensors } from "@faceseg/trainer";
import { loadRunState, saveRunState } from "@faceseg/trainer/node";
import { input, layers, model, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import { mutateBytes, pick } from "../mutate-bytes.ts";
import { mutateJson } from "../mutate-json.ts";
import { scratch } from "../scratch.ts";
import type { Target } from "../target.ts";

interface SavedModel {
  readonly json: string;
  readonly weights: Uint8Array;
}

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
  network.dispose();
  return {
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
    const loaded = await loadModel(folder);
    loaded.dispose();
    if (part === 9) throw new Error("Taken, though a weight is not finite");
  },
};

const tensors = {
  kernel: { shape: [2, 3], data: Float32Array.from([1, 2, 3, 4, 5, 6]) },
  bias: { shape: [3], data: Float32Array.from([0, -0, 1e-30]) },
};
const state = {
  epoch: 3,
  step: 2,
  values: { seed: 1, best: Number.NaN, callbacks: { "0-csv": { rows: [1, 2] } } },
  tensors,
};

let stored: Promise<{ manifest: string; content: Uint8Array }> | undefined;
const storedState = () => {
  stored ??= (async () => {
    const folder = join(scratch(), "run");
    await saveRunState(folder, state);
    return {
      manifest: await readFile(join(folder, "checkpoint", "state.json"), "utf8"),
      content: new Uint8Array(await readFile(join(folder, "checkpoint", "state-1.safetensors"))),
    };
  })();
  return stored;
};

/** A safetensors file with another header, whose length is right. */
function withHeader(random: Random, content: Uint8Array): Uint8Array {
  const length = Number(Buffer.from(content).readBigUInt64LE());
  const header = new TextDecoder().decode(content.subarray(8, 8 + length));
  const changed = Buffer.from(mutateJson(random, header));
  const prefix = Buffer.alloc(8);
  prefix.writeBigUInt64LE(BigInt(changed.length));
  return Buffer.concat([prefix, changed, content.subarray(8 + length)]);
}

const mutateState = (random: Random, content: Uint8Array) =>
  random.integer(0, 2) > 0 ? withHeader(random, content) : mutateBytes(random, [content]);

const safetensors: Target = {
  name: "safetensors",
  inputs: 2000,
  errors: ["SafetensorsError"],
  async run(random) {
    const { content } = await storedState();
    for (const { shape, data } of Object.values(decodeSafetensors(mutateState(random, content)).tensors)) {
      const size = shape.reduce((product, length) => product * length, 1);
      if (data.length !== size) throw new Error(`Taken, though ${data.length} values are no [${shape}]`);
    }
  },
};

/** Checkpoints whose manifest vouches for a state that somebody else made. */
const checkpoints: Target = {
  name: "checkpoints",
  inputs: 2000,
  errors: ["CheckpointError"],
  async run(random) {
    const { manifest, content } = await storedState();
    const folder = join(scratch(), "resumed");
    const place = join(folder, "checkpoint");
    await rm(folder, { recursive: true, force: true });
    await mkdir(place, { recursive: true });
    const bytes = random.integer(0, 2) > 0 ? mutateState(random, content) : content;
    const vouched = manifest
      .replace(/"bytes": \d+/, `"bytes": ${bytes.length}`)
      .replace(/"sha256": "\w+"/, `"sha256": "${createHash("sha256").update(bytes).digest("hex")}"`);
    await writeFile(join(place, "state-1.safetensors"), bytes);
    await writeFile(
      join(place, "state.json"),
      random.integer(0, 1) === 0 ? vouched : mutateJson(random, vouched),
    );
    await loadRunState(folder);
  },
};

export const trainerTargets: readonly Target[] = [tfjs, safetensors, checkpoints];
