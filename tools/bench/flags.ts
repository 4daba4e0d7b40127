import { type ArgsDef, parseArgs } from "citty";
import { type EngineName, engineNames, type NetworkName, networkNames } from "./task.ts";
import { UsageError } from "./usage-error.ts";

/** The flags of the command, as citty describes them in `--help`. */
export const flagDefinitions = {
  networks: { type: "string", default: networkNames.join(","), description: "Networks to measure" },
  variant: { type: "string", default: "study", description: "Form of the networks" },
  size: { type: "string", default: "256", description: "Side of the square input, a multiple of 32" },
  batch: { type: "string", default: "8", description: "Pictures in a step" },
  threads: { type: "string", default: "1,2", description: "Threads inside an operation" },
  engines: {
    type: "string",
    valueHint: engineNames.join(","),
    description: "Engines to measure; else the ONNX Runtimes that are installed (tfjs takes hours at 256)",
  },
  steps: { type: "string", default: "3", description: "Timed steps in each round, after one to warm up" },
  rounds: {
    type: "string",
    description: "Times that everything is measured in turn; else 3 with --peers, or 1",
  },
  seconds: {
    type: "string",
    default: "60",
    description: "Most seconds for the timed steps of one measurement",
  },
  peers: { type: "boolean", description: "Also PyTorch and Keras on the CPU, from pip (a 3 GB download)" },
  inference: {
    type: "boolean",
    description: "Instead: the predictor against plain ONNX Runtime on the same graph",
  },
  profile: { type: "boolean", description: "Instead: the share of time of each ONNX operator" },
  json: { type: "boolean", description: "Print a JSON array of rows and nothing else" },
  markdown: { type: "boolean", description: "Print the tables as Markdown" },
  help: { type: "boolean", alias: "h", description: "Show this help" },
} as const satisfies ArgsDef;

/** What the user asked for. */
export interface Settings {
  readonly networks: readonly NetworkName[];
  readonly variant: string;
  readonly size: number;
  readonly batch: number;
  readonly threads: readonly number[];
  /** Absent: those that are installed. */
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
 * @throws {UsageError} for an unknown flag or a value that is not legal; the message lists what is.
 */
export function readSettings(rawArgs: readonly string[]): Settings {
  const known = Object.keys(flagDefinitions);
  const unknown = rawArgs
    .map((word) => /^--([^=]+)/.exec(word)?.[1])
    .find((name) => name && !known.includes(name));
  const legal = known.map((name) => `--${name}`).join(", ");
  if (unknown) throw new UsageError(`Unknown flag --${unknown}; known: ${legal}`);
  const args = parseArgs<typeof flagDefinitions>([...rawArgs], flagDefinitions);
  if (args._.length > 0) throw new UsageError(`Unexpected "${args._[0]}"; every option is a flag: ${legal}`);

  const size = readInteger("size", args.size);
  if (size % 32 !== 0) {
    const nearest = Math.max(32, Math.round(size / 32) * 32);
    throw new UsageError(`Expected --size to be a multiple of 32, got ${size}; the nearest is ${nearest}`);
  }
  const peers = args.peers === true;
  const settings: Settings = {
    networks: readNames("networks", args.networks, networkNames),
    variant: args.variant,
    size,
    batch: readInteger("batch", args.batch),
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
    throw new UsageError(`--peers knows the networks of --variant study only, got "${settings.variant}"`);
  if (peers && settings.mode !== "table")
    throw new UsageError(`--peers goes without --${settings.mode}, which measures this project alone`);
  return settings;
}

function readInteger(name: string, value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number > 0) return number;
  throw new UsageError(`Expected --${name} to be a positive integer, got "${value}"`);
}

function readNames<T extends string>(flag: string, value: string, known: readonly T[]): T[] {
  return value.split(",").map((word) => {
    const found = known.find((name) => name === word.trim());
    if (found) return found;
    throw new UsageError(`Unknown name "${word}" in --${flag}; known: ${known.join(", ")}`);
  });
}

/** The one switch that is on, else `otherwise`. */
function oneOf<T extends string, D extends string>(
  otherwise: D,
  switches: Readonly<Record<T, boolean | undefined>>,
): T | D {
  const on = (Object.keys(switches) as T[]).filter((name) => switches[name]);
  if (on.length > 1) throw new UsageError(`Expected one of ${on.map((name) => `--${name}`).join(" and ")}`);
  return on[0] ?? otherwise;
}
