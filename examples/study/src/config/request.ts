import { isAbsolute, resolve } from "node:path";
import { checkChoice, checkNumber, type NumberRule, UsageError } from "@faceseg/core";
import { firstIssue } from "@faceseg/evaluation";
import { alphas, badSamplePolicies, type Config, configSchema, presetNames } from "./config.ts";
import type { Flags } from "./flags.ts";
import { type NetworkName, networkGroups, networkNames } from "./network-names.ts";
import { presets } from "./presets.ts";

/** What the user asked for: a new run, or an old one to continue. Paths are absolute. */
export type Request = { readonly only: readonly NetworkName[] | null } & (
  | { kind: "new"; config: Config; out: string | null }
  | { kind: "resume"; folder: string; testData: string | null }
);

/**
 * Turns flags into a complete configuration; relative paths start at `from`.
 *
 * @throws {UsageError} when a value is not legal; the message lists what is.
 */
export function toRequest(flags: Flags, from: string): Request {
  try {
    const only = flags.only === undefined ? null : readNetworks("only", flags.only);
    return flags.resume === undefined ? newRun(flags, from, only) : resumed(flags, from, only);
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(error.message, { cause: error }) : error;
  }
}

type Only = Request["only"];

function resumed(flags: Flags & { resume?: string }, from: string, only: Only): Request {
  const other = Object.keys(flags).find((name) => !["resume", "test-data", "only"].includes(name));
  if (other) {
    throw new UsageError(
      `Expected only --test-data and --only with --resume, got --${other}; a run keeps its own config.json`,
    );
  }
  const testData = pathFrom(from, flags["test-data"]);
  return { kind: "resume", folder: resolve(from, flags.resume ?? ""), testData, only };
}

const count: NumberRule = { min: 1, integer: true };

function newRun(flags: Flags, from: string, only: Only): Request {
  const name = checkChoice("--preset", flags.preset ?? (flags.data ? "faces" : "quick"), presetNames);
  const preset = presets[name];
  if (["faces", "lapa"].includes(name) && !flags.data) {
    throw new UsageError(
      `Expected \`--data <folder>\` with --preset ${name}, got none; without a data set use --preset quick or full`,
    );
  }
  const number = (flag: keyof Flags, rule: NumberRule) => readNumber(flag, flags[flag], rule);
  const checked = configSchema.safeParse({
    ...preset,
    data: pathFrom(from, flags.data),
    testData: pathFrom(from, flags["test-data"]),
    weights: pathFrom(from, flags.weights),
    networks: flags.networks === undefined ? preset.networks : readNetworks("networks", flags.networks),
    size: number("size", { min: 32, multipleOf: 32 }) ?? preset.size,
    epochs: number("epochs", count) ?? preset.epochs,
    batchSize: number("batch-size", count) ?? preset.batchSize,
    learningRate: withRate(preset.learningRate, number("learning-rate", { above: 0 })),
    limit: number("limit", count) ?? preset.limit,
    seed: number("seed", { min: 0, integer: true }) ?? preset.seed,
    seeds: number("seeds", count) ?? preset.seeds,
    alpha: flags.alpha === undefined ? preset.alpha : checkChoice("--alpha", numberIn(flags.alpha), alphas),
    width: number("width", { above: 0 }) ?? preset.width,
    onBadSample: checkChoice(
      "--on-bad-sample",
      flags["on-bad-sample"] ?? preset.onBadSample,
      badSamplePolicies,
    ),
  });
  if (!checked.success) throw new UsageError(`Bad configuration: ${firstIssue(checked.error)}`);
  const config = checked.data;
  for (const one of only ?? []) checkChoice("--only", one, config.networks);
  return { kind: "new", config, out: pathFrom(from, flags.out), only };
}

function pathFrom(from: string, path: string | undefined): string | null {
  return path === undefined ? null : isAbsolute(path) ? path : resolve(from, path);
}

/** A schedule with another highest rate. */
function withRate(schedule: Config["learningRate"], rate: number | undefined): Config["learningRate"] {
  if (rate === undefined) return schedule;
  return schedule.schedule === "cosine" ? { ...schedule, peak: rate } : { ...schedule, initial: rate };
}

/** Names of networks and of groups, in the order of the study. */
function readNetworks(flag: string, value: string): NetworkName[] {
  const known = [...networkNames, ...Object.keys(networkGroups)];
  const words = value.split(",").map((word) => checkChoice(`--${flag}`, word.trim(), known));
  return networkNames.filter((name) =>
    words.some((word) => word === name || networkGroups[word]?.includes(name)),
  );
}

function readNumber(flag: string, value: string | undefined, rule: NumberRule): number | undefined {
  return value === undefined ? undefined : checkNumber(`--${flag}`, numberIn(value), rule);
}

/** The number that a text is, or the text where it is none. */
function numberIn(text: string): number | string {
  return text.trim() === "" || Number.isNaN(Number(text)) ? text : Number(text);
}
