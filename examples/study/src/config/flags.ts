import { shown, UsageError } from "@faceseg/core";
import type { ArgsDef } from "citty";
import { alphas, badSamplePolicies, presetNames } from "./config.ts";
import { networkGroups } from "./network-names.ts";

/** The flags of the command, as citty describes them in `--help`. */
export const flagDefinitions = {
  preset: {
    type: "string",
    valueHint: presetNames.join("|"),
    description: "Named configuration; default: `quick`, or `faces` with --data",
  },
  data: {
    type: "string",
    valueHint: "folder",
    description: "Data set to train and test on; default: synthetic faces",
  },
  "test-data": {
    type: "string",
    valueHint: "folder",
    description: "Second data set to test on; nothing is trained on it",
  },
  networks: {
    type: "string",
    valueHint: "names",
    description: `Networks to compare, such as unet,segnet-2025; or ${Object.keys(networkGroups).join(", ")}`,
  },
  only: {
    type: "string",
    valueHint: "names",
    description: "Networks to work on in this call; --resume does the others",
  },
  size: {
    type: "string",
    valueHint: "pixels",
    description: "Width and height of the input, a multiple of 32",
  },
  epochs: { type: "string", valueHint: "n", description: "Passes over the training split" },
  "batch-size": { type: "string", valueHint: "n", description: "Images per training step" },
  "learning-rate": { type: "string", valueHint: "x", description: "Peak learning rate of the schedule" },
  limit: { type: "string", valueHint: "n", description: "At most this many images of each split" },
  seed: { type: "string", valueHint: "n", description: "Random seed" },
  seeds: {
    type: "string",
    valueHint: "n",
    description: "Number of seeds: each network is trained once per seed",
  },
  alpha: {
    type: "string",
    valueHint: alphas.join("|"),
    description: "Width multiplier of the MobileNetV2 encoder",
  },
  width: { type: "string", valueHint: "x", description: "Width multiplier of everything else" },
  weights: {
    type: "string",
    valueHint: "file",
    description: "Pretrained MobileNetV2 weights (.h5); default: random weights",
  },
  "on-bad-sample": {
    type: "string",
    valueHint: badSamplePolicies.join("|"),
    description: "Unreadable images: refuse the data set, or skip and list them",
  },
  out: {
    type: "string",
    valueHint: "folder",
    description: "Run folder, new or empty; default: runs/<time>-<preset>",
  },
  resume: {
    type: "string",
    valueHint: "folder",
    description: "Run folder to continue; no other flag but --test-data and --only",
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
