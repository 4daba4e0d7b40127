import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { Random } from "@faceseg/image";
import { loadKeras, readH5Weights } from "@faceseg/model-files";
import { unzipSync, zipSync } from "fflate";
import { mutateBytes, pick } from "../mutate-bytes.ts";
import { mutateJson } from "../mutate-json.ts";
import type { Target } from "../target.ts";

const golden = (name: string): Uint8Array => {
  const bytes = readFileSync(new URL(`../../packages/keras/test/golden/${name}`, import.meta.url));
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
  (await loadKeras(bytes)).dispose();
}

export const kerasTargets: readonly Target[] = [
  {
    name: "h5",
    inputs: 3000,
    errors: ["KerasFileError"],
    run: async (random) => {
      if (random.integer(0, 1) === 0) await load(mutateHdf5(random, h5Models));
      else await readH5Weights(mutateHdf5(random, [...h5Weights, ...h5Models]));
    },
  },
  { name: "keras", inputs: 3000, errors: ["KerasFileError"], run: (random) => load(mutateArchive(random)) },
];
