import { shown, UsageError } from "@faceseg/core";
import type { ArgsDef } from "citty";
import { alphas, badSamplePolicies, presetNames } from "./config.ts";
import { networkGroups, networkNames } from "./network-names.ts";

/** The flags of the command, as citty describes them in `--help`. */
export const flagDefinitions = {
  preset: {
    type: "string",
    valueHint: presetNames.join("|"),
    description: "Named configuration; `faces` when --data is given, else `quick`",
  },
  data: {
    type: "string",
    valueHint: "folder",
    description: "Data set to train and test on; else synthetic faces",
  },
  "test-data": {
    type: "string",
    valueHint: "folder",
    description: "Second data set, scored at the end only",
  },
  networks: {
    type: "string",
    valueHint: "names",
    description: `Networks to compare: ${networkNames.join(", ")}; or ${Object.keys(networkGroups).join(", ")}`,
  },
  only: {
    type: "string",
    valueHint: "names",
    description: "Of these networks, those to work on now; the others wait for --resume",
  },
  size: { type: "string", valueHint: "pixels", description: "Side of the square input, a multiple of 32" },
  epochs: { type: "string", valueHint: "n", description: "Passes over the training split" },
  "batch-size": { type: "string", valueHint: "n", description: "Images in a step" },
  "learning-rate": { type: "string", valueHint: "x", description: "Highest learning rate of the schedule" },
  limit: { type: "string", valueHint: "n", description: "At most this many images of each split" },
  seed: { type: "string", valueHint: "n", description: "Seed of everything random" },
  seeds: { type: "string", valueHint: "n", description: "Seeds from which every network is trained" },
  alpha: { type: "string", valueHint: alphas.join("|"), description: "Width of the MobileNetV2 encoder" },
  width: { type: "string", valueHint: "x", description: "Width of the decoders" },
  weights: { type: "string", valueHint: "file", description: "MobileNetV2 weights (.h5); else random" },
  "on-bad-sample": {
    type: "string",
    valueHint: badSamplePolicies.join("|"),
    description: "Refuse data with images that cannot be read, or skip and list them",
  },
  out: {
    type: "string",
    valueHint: "folder",
    description: "Run folder, new or empty; else runs/<time>-<preset>",
  },
  resume: {
    type: "string",
    valueHint: "folder",
    description: "Run folder to continue; allows only --test-data and --only",
  },
  help: { type: "boolean", alias: "h", description: "Show this help" },
} as const satisfies ArgsDef;

type FlagName = Exclude<keyof typeof flagDefinitions, "help">;
export type Flags = Partial<Record<FlagName, string>>;

/**
 * Reads raw arguments, `--flag value` or `--flag=value`. It is stricter than citty's own parser.
 *
 * @throws {UsageError} for an unknown flag, a flag without a value or twice, or a word that belongs to no flag.
 */
export function parseFlags(rawArgs: readonly string[]): Flags {
  const known = Object.keys(flagDefinitions).map((name) => `--${name}`);
  const flags: Record<string, string> = {};
  for (let i = 0; i < rawArgs.length; i++) {
    const word = rawArgs[i] as string;
    const [flag = "", inline] = word.split(/=(.*)/s);
    const name = flag.slice(2);
    if (!known.includes(flag) || name === "help") {
      throw new UsageError(`Expected flags among ${known.join(", ")}, got ${shown(flag)}`);
    }
    if (Object.hasOwn(flags, name)) throw new UsageError(`Expected \`${flag}\` once, got it twice`);
    const value = inline ?? rawArgs[++i];
    if (!value || value.startsWith("--")) {
      throw new UsageError(`Expected a value after \`${flag}\`, got none`);
    }
    flags[name] = value;
  }
  return flags;
}
