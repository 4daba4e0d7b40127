import { isAbsolute, resolve } from "node:path";
import { type ArgsDef, parseArgs } from "citty";
import { alphas, type Config, configSchema, firstIssue, presetNames } from "./config.ts";
import { type NetworkName, networkGroups, networkNames } from "./network-names.ts";
import { presets } from "./presets.ts";
import { UsageError } from "./usage-error.ts";

const policies = ["throw", "quarantine"] as const;

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
  models: {
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
  batch: { type: "string", valueHint: "n", description: "Pictures in a step" },
  limit: { type: "string", valueHint: "n", description: "At most this many pictures of each split" },
  seed: { type: "string", valueHint: "n", description: "Seed of everything random" },
  seeds: { type: "string", valueHint: "n", description: "Seeds from which every network is trained" },
  alpha: { type: "string", valueHint: alphas.join("|"), description: "Width of the MobileNetV2 backbone" },
  width: { type: "string", valueHint: "x", description: "Width of the decoders" },
  weights: { type: "string", valueHint: "file", description: "MobileNetV2 weights (.h5); else random" },
  "on-bad-sample": {
    type: "string",
    valueHint: policies.join("|"),
    description: "Refuse data with pictures that cannot be read, or leave these out and list them",
  },
  out: {
    type: "string",
    valueHint: "folder",
    description: "Run folder, new or empty; else runs/<time>-<preset>",
  },
  resume: {
    type: "string",
    valueHint: "folder",
    description: "Run folder to go on with; allows only --test-data and --only",
  },
  help: { type: "boolean", alias: "h", description: "Show this help" },
} as const satisfies ArgsDef;

type FlagName = Exclude<keyof typeof flagDefinitions, "help">;
export type Flags = Partial<Record<FlagName, string>>;

/** What the user asked for: a new run, or an old one to go on with. Paths are absolute. */
export type Request = { readonly only: readonly NetworkName[] | null } & (
  | { kind: "new"; config: Config; out: string | null }
  | { kind: "resume"; folder: string; testData: string | null }
);

/**
 * Reads raw arguments, refusing what citty would let pass.
 *
 * @throws {UsageError} for an unknown flag, a flag without a value or twice, or a word that belongs to no flag.
 */
export function parseFlags(rawArgs: readonly string[]): Flags {
  const seen = new Set<string>();
  for (let i = 0; i < rawArgs.length; i++) {
    const word = rawArgs[i] as string;
    const name = /^--([^=]+)/.exec(word)?.[1];
    if (!name) throw new UsageError(`Unexpected "${word}"; every option is a flag: ${knownFlags()}`);
    if (!Object.hasOwn(flagDefinitions, name) || name === "help") {
      throw new UsageError(`Unknown flag --${name}; known: ${knownFlags()}`);
    }
    if (seen.has(name)) throw new UsageError(`Expected --${name} once, found it twice`);
    seen.add(name);
    const value = word.includes("=") ? word.slice(word.indexOf("=") + 1) : rawArgs[++i];
    if (!value || value.startsWith("--")) throw new UsageError(`Expected a value after --${name}`);
  }
  const parsed = parseArgs<ArgsDef>([...rawArgs], flagDefinitions) as Record<string, unknown>;
  return Object.fromEntries([...seen].map((name) => [name, String(parsed[name])])) as Flags;
}

/**
 * Turns flags into a complete configuration; relative paths start at `from`.
 *
 * @throws {UsageError} when a value is not legal; the message lists what is.
 */
export function toRequest(flags: Flags, from: string): Request {
  const path = (value: string | undefined) =>
    value === undefined ? null : isAbsolute(value) ? value : resolve(from, value);
  const only = flags.only === undefined ? null : readNetworks(flags.only);
  if (flags.resume !== undefined) {
    const other = Object.keys(flags).find((name) => !["resume", "test-data", "only"].includes(name));
    if (other)
      throw new UsageError(`Unexpected --${other} with --resume: the run goes on with its own config.json`);
    return { kind: "resume", folder: resolve(from, flags.resume), testData: path(flags["test-data"]), only };
  }
  const presetName = oneOf("preset", flags.preset ?? (flags.data ? "faces" : "quick"), presetNames);
  const preset = presets[presetName];
  if (["faces", "lapa"].includes(presetName) && !flags.data) {
    throw new UsageError(
      `Preset ${presetName} needs --data <folder>; without a data set use --preset quick or full`,
    );
  }
  const config = {
    ...preset,
    data: path(flags.data),
    testData: path(flags["test-data"]),
    weights: path(flags.weights),
    models: flags.models === undefined ? preset.models : readNetworks(flags.models),
    size: readNumber("size", flags.size) ?? preset.size,
    epochs: readNumber("epochs", flags.epochs) ?? preset.epochs,
    batchSize: readNumber("batch", flags.batch) ?? preset.batchSize,
    limit: readNumber("limit", flags.limit) ?? preset.limit,
    seed: readNumber("seed", flags.seed) ?? preset.seed,
    seeds: readNumber("seeds", flags.seeds) ?? preset.seeds,
    alpha: flags.alpha === undefined ? preset.alpha : Number(oneOf("alpha", flags.alpha, alphas.map(String))),
    width: readNumber("width", flags.width) ?? preset.width,
    onBadSample: oneOf("value of --on-bad-sample", flags["on-bad-sample"] ?? preset.onBadSample, policies),
  };
  if (config.size % 32 !== 0 || config.size < 32) {
    const nearest = Math.max(32, Math.round(config.size / 32) * 32);
    throw new UsageError(
      `Expected --size to be a multiple of 32, got ${config.size}; the nearest is ${nearest}`,
    );
  }
  const checked = configSchema.safeParse(config);
  if (!checked.success) throw new UsageError(`Bad value: ${firstIssue(checked.error)}`);
  const stranger = only?.find((name) => !checked.data.models.includes(name));
  if (stranger) {
    throw new UsageError(
      `Expected --only to name networks of the run, got "${stranger}"; it has ${config.models.join(", ")}`,
    );
  }
  return { kind: "new", config: checked.data, out: path(flags.out), only };
}

/** Names of networks and of groups, in the order of the study. */
function readNetworks(value: string): NetworkName[] {
  const known = [...networkNames, ...Object.keys(networkGroups)];
  const words = value.split(",").map((word) => oneOf("model", word.trim(), known));
  return networkNames.filter((name) =>
    words.some((word) => word === name || networkGroups[word]?.includes(name)),
  );
}

function readNumber(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!Number.isFinite(number) || value.trim() === "") {
    throw new UsageError(`Expected --${name} to be a number, got "${value}"`);
  }
  return number;
}

function oneOf<T extends string>(what: string, value: string, known: readonly T[]): T {
  const found = known.find((name) => name === value);
  if (!found) throw new UsageError(`Unknown ${what} "${value}"; known: ${known.join(", ")}`);
  return found;
}

function knownFlags(): string {
  return Object.keys(flagDefinitions)
    .map((name) => `--${name}`)
    .join(", ");
}
