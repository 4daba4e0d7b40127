import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Random } from "@faceseg/image";
import { loadRunState, saveRunState } from "@faceseg/trainer/node";
import { decodeSafetensors } from "../../../packages/trainer/src/checkpoint/safetensors.ts";
import { mutateBytes } from "../mutate-bytes.ts";
import { mutateJson } from "../mutate-json.ts";
import { scratch } from "../scratch.ts";
import type { Target } from "../target.ts";

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

export const trainerTargets: readonly Target[] = [safetensors, checkpoints];
