import { checkChoice, checkNumber, shown, UsageError } from "@faceseg/core";
import { type ArgsDef, parseArgs } from "citty";
import { type NetworkName, networkNames } from "faceseg";
import { type EngineName, engineNames, type Variant, variants } from "./task.ts";

/** The flags of the command, as citty describes them in `--help`. */
export const flagDefinitions = {
  networks: { type: "string", default: networkNames.join(","), description: "Networks to measure" },
  variant: {
    type: "string",
    default: "study",
    valueHint: variants.join("|"),
    description: "The networks of the 2025 study, which the peers have too, or those of the packages",
  },
  size: { type: "string", default: "256", description: "Width and height of the input, a multiple of 32" },
  "batch-size": { type: "string", default: "8", description: "Images in a step" },
  threads: { type: "string", default: "1,2", description: "Threads inside an operation" },
  engines: {
    type: "string",
    valueHint: engineNames.join(","),
    description: "Engines to measure (all installed ONNX Runtimes and tensorflow; tfjs takes hours at 256)",
  },
  steps: { type: "string", default: "3", description: "Timed steps in each round, after one warm-up step" },
  rounds: {
    type: "string",
    description: "Rounds in which everything is measured once (3 with --peers, otherwise 1)",
  },
  seconds: {
    type: "string",
    default: "60",
    description: "Time limit for the timed steps of one measurement",
  },
  peers: {
    type: "boolean",
    description: "Also measure PyTorch and Keras on the CPU, from pip (a 3 GB download)",
  },
  inference: {
    type: "boolean",
    description: "Instead, compare the predictor with plain ONNX Runtime on the same graph",
  },
  profile: { type: "boolean", description: "Instead, print the share of time of each ONNX operator" },
  json: { type: "boolean", description: "Print only a JSON array of rows" },
  markdown: { type: "boolean", description: "Print the tables as Markdown" },
  help: { type: "boolean", alias: "h", description: "Show this help" },
} as const satisfies ArgsDef;

/** What the flags ask for. */
export interface Settings {
  readonly networks: readonly NetworkName[];
  readonly variant: Variant;
  readonly size: number;
  readonly batch: number;
  readonly threads: readonly number[];
  /** @default those that are installed */
  readonly engines: readonly EngineName[] | undefined;
  readonly steps: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly peers: boolean;
  readonly mode: "table" | "inference" | "profile";
  readonly output: "text" | "markdown" | "json";
}

/**
 * Reads raw arguments.
 *
 * @throws {UsageError} for an unknown flag or an illegal value; the message lists the legal ones.
 */
export function readSettings(rawArgs: readonly string[]): Settings {
  const known = Object.keys(flagDefinitions);
  const legal = known.map((name) => `--${name}`).join(", ");
  const unknown = rawArgs
    .map((word) => /^--([^=]+)/.exec(word)?.[1])
    .find((name) => name && !known.includes(name));
  if (unknown) throw new UsageError(`Expected flags among ${legal}, got --${unknown}`);
  const args = parseArgs<typeof flagDefinitions>([...rawArgs], flagDefinitions);
  if (args._.length > 0) throw new UsageError(`Expected only flags (${legal}), got ${shown(args._[0])}`);

  const peers = args.peers === true;
  const settings: Settings = {
    networks: readNames("networks", args.networks, networkNames),
    variant: readName("variant", args.variant, variants),
    size: readInteger("size", args.size, 32),
    batch: readInteger("batch-size", args["batch-size"]),
    threads: args.threads.split(",").map((count) => readInteger("threads", count)),
    engines: args.engines === undefined ? undefined : readNames("engines", args.engines, engineNames),
    steps: readInteger("steps", args.steps),
    rounds: args.rounds === undefined ? (peers ? 3 : 1) : readInteger("rounds", args.rounds),
    seconds: readInteger("seconds", args.seconds),
    peers,
    mode: oneOf("table", { inference: args.inference, profile: args.profile }),
    output: oneOf("text", { json: args.json, markdown: args.markdown }),
  };
  if (peers && settings.variant !== "study")
    throw new UsageError(`Expected \`--variant\` to be "study" with --peers, got ${shown(settings.variant)}`);
  if (peers && settings.mode !== "table")
    throw new UsageError(`Expected \`--peers\` without --${settings.mode}, which measures only this project`);
  return settings;
}

function readInteger(flag: string, given: string, multipleOf = 1): number {
  const value = Number(given);
  const checked = Number.isFinite(value) ? value : given;
  return usage(() =>
    checkNumber(`--${flag}`, checked, {
      min: multipleOf,
      ...(multipleOf > 1 ? { multipleOf } : { integer: true }),
    }),
  );
}

function readNames<T extends string>(flag: string, given: string, known: readonly T[]): T[] {
  return given.split(",").map((word) => readName(flag, word.trim(), known));
}

const readName = <T extends string>(flag: string, given: string, known: readonly T[]): T =>
  usage(() => checkChoice<T>(`--${flag}`, given, known));

/** Runs a check of a flag; what it throws is wrong usage. */
function usage<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(error.message, { cause: error }) : error;
  }
}

/** The switch that is on, or `otherwise`. */
function oneOf<T extends string, D extends string>(
  otherwise: D,
  switches: Readonly<Record<T, boolean | undefined>>,
): T | D {
  const on = (Object.keys(switches) as T[]).filter((name) => switches[name]);
  if (on.length > 1)
    throw new UsageError(`Expected one of ${on.map((name) => `--${name}`).join(" and ")}, got both`);
  return on[0] ?? otherwise;
}
