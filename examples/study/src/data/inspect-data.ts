import { parse } from "node:path";
import { type Finding, type FindingCode, type Inspection, inspectDataset } from "@faceseg/data/node";
import type { Config } from "../config/config.ts";
import { BadDataError } from "./bad-data-error.ts";
import { nothing, type Quarantine } from "./quarantine.ts";

/** Errors that an error message lists. */
const listed = 10;

/** What is wrong with an image or its label map alone, so that the set can do without them. */
const ofOneImage: readonly FindingCode[] = [
  "unreadable-image",
  "unreadable-label",
  "size-mismatch",
  "id-out-of-range",
];

/**
 * Reads the data of a run from end to end before anything is trained, as far as `limit` uses it. Warnings (left and
 * right swapped, images that occur twice) are logged and do not stop it.
 *
 * @returns the images to skip; none unless `onBadSample` is "quarantine".
 * @throws {BadDataError} where a data set has errors that do not go into quarantine; it lists the first ten.
 */
export async function inspectData(config: Config, log: (line: string) => void): Promise<Quarantine> {
  const { data } = config;
  const own = data === null ? [] : await inspect(data, ["train", "val", "test"], config, log);
  const of = (split: string) => own.filter((found) => found.split === split).map(badSample);
  return {
    ...nothing,
    train: of("train"),
    validation: of("val"),
    test: of("test"),
    other: await inspectOther(config, log),
  };
}

/** The same for the second data set alone. */
export async function inspectOther(
  config: Config,
  log: (line: string) => void,
): Promise<Quarantine["other"]> {
  if (config.testData === null) return [];
  return (await inspect(config.testData, ["test"], config, log)).map(badSample);
}

/** The errors that go into quarantine. */
async function inspect(
  folder: string,
  splits: readonly string[],
  { limit, onBadSample }: Config,
  log: (line: string) => void,
): Promise<Finding[]> {
  const inspection = await inspectDataset(folder, { splits, ...(limit !== null && { limit }) });
  const errors = inspection.findings.filter(({ severity }) => severity === "error");
  const isBorne = ({ code }: Finding) => onBadSample === "quarantine" && ofOneImage.includes(code);
  const fatal = errors.filter((found) => !isBorne(found));
  if (fatal.length > 0) throw new BadDataError(describe(folder, fatal));
  log(summary(inspection));
  return errors;
}

function describe(folder: string, errors: readonly Finding[]): string {
  const lines = errors.slice(0, listed).map(({ file, message }) => `  ${file}: ${message}`);
  const more = errors.length > listed ? [`  ... and ${errors.length - listed} more`] : [];
  const canQuarantine = errors.every(({ code }) => ofOneImage.includes(code));
  const advice = canQuarantine ? ", or skip these images with --on-bad-sample quarantine" : "";
  return [
    `Expected data without errors in ${folder}, found ${errors.length}:`,
    ...lines,
    ...more,
    `Repair them${advice}; "faceseg inspect ${folder}" lists all.`,
  ].join("\n");
}

/** 1000 pairs of LaPa inspected: 3 errors, 2 warnings (2 duplicate) */
function summary({ dataset, splits, findings, errors, warnings }: Inspection): string {
  const codes = new Map<string, number>();
  for (const { severity, code } of findings) {
    if (severity === "warning") codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  const kinds = [...codes].map(([code, count]) => `${count} ${code}`).join(", ");
  const pairs = splits.reduce((sum, split) => sum + split.pairs, 0);
  const found = `${errors} errors, ${warnings} warnings${kinds && ` (${kinds})`}`;
  return `${pairs} pairs of ${dataset} inspected: ${found}`;
}

const badSample = ({ file, message }: Finding) => ({ id: parse(file).name, message: `${file}: ${message}` });
