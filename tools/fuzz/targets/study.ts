import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Random } from "@faceseg/image";
import { configSchema } from "../../../examples/study/src/config/config.ts";
import { parseFlags } from "../../../examples/study/src/config/flags.ts";
import { presets } from "../../../examples/study/src/config/presets.ts";
import { toRequest } from "../../../examples/study/src/config/request.ts";
import { readJson } from "../../../packages/evaluation/src/results/json-files.ts";
import { resultsSchema } from "../../../packages/evaluation/src/results/results.ts";
import { scoresOf } from "../../../packages/evaluation/src/scores/scores.ts";
import { madeUpResults } from "../../../packages/evaluation/test/made-up-results.ts";
import { mutateBytes, pick } from "../mutate-bytes.ts";
import { mutateJson } from "../mutate-json.ts";
import { scratch } from "../scratch.ts";
import type { Target } from "../target.ts";

const texts = {
  config: JSON.stringify(presets.faces),
  results: JSON.stringify(madeUpResults({ other: true })),
};

async function mutated(random: Random, text: string): Promise<string> {
  const path = join(scratch(), "study.json");
  const content =
    random.integer(0, 4) > 0 ? mutateJson(random, text) : mutateBytes(random, [Buffer.from(text)]);
  await writeFile(path, content);
  return path;
}

const words = [
  "--size",
  "--seed=1",
  "--networks",
  "unet,segnet",
  "--preset",
  "lapa",
  "--data",
  ".",
  "--epochs",
  "2",
];
const odd = [
  "--__proto__",
  "--constructor=1",
  "--size=1e9",
  "--seed=-1",
  "--networks=,",
  "--help=",
  "",
  "--",
  "\0",
];

export const studyTargets: readonly Target[] = [
  {
    name: "config",
    inputs: 1500,
    errors: ["ResultsError"],
    run: async (random) => void (await readJson(await mutated(random, texts.config), configSchema)),
  },
  {
    name: "flags",
    inputs: 1500,
    errors: ["UsageError"],
    run: async (random) => {
      const line = Array.from({ length: random.integer(0, 6) }, () =>
        pick(random, random.integer(0, 2) > 0 ? words : odd),
      );
      toRequest(parseFlags(line), "/somewhere");
    },
  },
  {
    name: "results",
    inputs: 1500,
    errors: ["ResultsError"],
    run: async (random) => {
      const results = await readJson(await mutated(random, texts.results), resultsSchema);
      for (const { test } of results?.networks ?? []) scoresOf(test);
    },
  },
];
