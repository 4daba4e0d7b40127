import { ignoreId, type Taxonomy } from "@faceseg/image";
import { type DatasetOptions, findDataset } from "../find-dataset.ts";
import { checkDatasetOptions } from "../open-dataset.ts";
import { findDuplicates } from "./duplicates.ts";
import type { Finding } from "./finding.ts";
import { inspectPair, type PairFacts } from "./inspect-pair.ts";
import { judgeMasks } from "./judge-masks.ts";

/** What one split holds. */
export interface SplitInspection {
  /** Its name. */
  readonly split: string;
  /** Pairs of an image and a label map that are there. */
  readonly pairs: number;
  /** Pairs that can be read, with label maps of the image's size and ids in range. */
  readonly sound: number;
  /** Widths and heights of the images; null where none can be read. */
  readonly sizes: {
    /** How many different sizes there are. */
    readonly different: number;
    /** The size of the fewest pixels. */
    readonly smallest: readonly [width: number, height: number];
    /** The size of the most pixels. */
    readonly largest: readonly [width: number, height: number];
  } | null;
  /** Shares of the labeled pixels, by class id; null where no label map can be read. */
  readonly shares: readonly number[] | null;
  /** Share of all pixels that are labeled 255 (ignore). */
  readonly ignored: number;
  /** Label maps that have the class, by class id. */
  readonly present: readonly number[];
}

/** What `inspectDataset` found: plain data, fit for JSON. */
export interface Inspection {
  /** The folder. */
  readonly dir: string;
  /** What its layout is called. */
  readonly dataset: string;
  /** The classes of its labels. */
  readonly taxonomy: Taxonomy;
  /** What the labels are: "ids", "colors", "0 and 255", "masks of parts", "polygons". */
  readonly labels: string;
  /** What each split holds. */
  readonly splits: readonly SplitInspection[];
  /** Errors (what a reader throws for) first, then warnings (for a person to look at). */
  readonly findings: readonly Finding[];
  /** Number of errors. */
  readonly errors: number;
  /** Number of warnings. */
  readonly warnings: number;
}

/** Options of `inspectDataset`. */
export interface InspectOptions extends Omit<DatasetOptions, "leftRight"> {
  /** Names of the splits to read. @default all */
  readonly splits?: readonly string[];
  /** Most pairs to read of each split, from its start. @default all */
  readonly limit?: number;
  /** Number of pairs to read at the same time. @default 4 */
  readonly parallel?: number;
  /** Called after each pair. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/**
 * Reads every file of a data set and reports what is in it and what is wrong: missing, broken and extra files; label
 * maps of another size, with ids out of range, without a face, or with left and right exchanged; and images that are
 * there twice, in one split or in two.
 *
 * @throws DataError when the folder is missing, or no data set.
 * @example
 * const inspection = await inspectDataset("LaPa");
 * if (inspection.errors > 0) throw new Error(formatInspection(inspection));
 */
export async function inspectDataset(dir: string, options: InspectOptions = {}): Promise<Inspection> {
  const { parallel = 4, limit = Number.POSITIVE_INFINITY, onProgress, splits: wanted, ...how } = options;
  checkDatasetOptions(how);
  for (const [what, value] of Object.entries({ parallel, limit })) {
    if (!((Number.isInteger(value) || what === "limit") && value >= 1)) {
      throw new RangeError(`Expected \`${what}\` to be a whole number of at least 1, got ${value}`);
    }
  }
  const found = await findDataset(dir, { ...how, leftRight: "keep" });
  const { name, taxonomy } = found;
  const isWanted = (split: string | null) => split === null || (wanted?.includes(split) ?? true);
  const findings = found.findings.filter(({ split }) => isWanted(split));
  const splits = found.splits
    .filter((split) => isWanted(split.name))
    .map(({ name: split, files }) => ({ name: split, pairs: files.slice(0, limit) }));
  const work = splits.flatMap(({ name: split, pairs }) => pairs.map((pair) => ({ split, pair })));
  const facts: PairFacts[] = new Array(work.length);
  const queue = work.entries();
  let done = 0;
  await Promise.all(
    Array.from({ length: parallel }, async () => {
      for (const [index, { split, pair }] of queue) {
        facts[index] = await inspectPair(pair, split, taxonomy);
        onProgress?.({ done: ++done, total: work.length });
      }
    }),
  );
  const all = [
    ...findings,
    ...facts.flatMap((pair) => pair.findings),
    ...findDuplicates(facts),
    ...judgeMasks(dir, facts, taxonomy),
  ];
  const [errors, warnings] = ["error", "warning"].map((kind) =>
    all.filter(({ severity }) => severity === kind),
  ) as [Finding[], Finding[]];
  return {
    dir,
    dataset: name,
    taxonomy,
    labels: found.labels,
    splits: splits.map(({ name: split }) =>
      summarize(
        split,
        taxonomy,
        facts.filter((pair) => pair.split === split),
      ),
    ),
    findings: [...errors, ...warnings],
    errors: errors.length,
    warnings: warnings.length,
  };
}

function summarize(split: string, taxonomy: Taxonomy, facts: readonly PairFacts[]): SplitInspection {
  const sizes = facts
    .flatMap(({ size }) => size ?? [])
    .sort((a, b) => a.width * a.height - b.width * b.height);
  const [smallest, largest] = [sizes[0], sizes.at(-1)];
  const counts = facts.flatMap((pair) => (pair.counts ? [pair.counts] : []));
  const sum = (id: number) => counts.reduce((total, pixels) => total + (pixels[id] as number), 0);
  const byClass = taxonomy.classes.map(({ id }) => sum(id));
  const labeled = byClass.reduce((total, pixels) => total + pixels, 0);
  const ignored = sum(ignoreId);
  return {
    split,
    pairs: facts.length,
    sound: facts.filter(({ size, counts: pixels }) => size && pixels).length,
    sizes:
      smallest && largest
        ? {
            different: new Set(sizes.map(({ width, height }) => `${width}x${height}`)).size,
            smallest: [smallest.width, smallest.height],
            largest: [largest.width, largest.height],
          }
        : null,
    shares: labeled > 0 ? byClass.map((pixels) => pixels / labeled) : null,
    ignored: ignored > 0 ? ignored / (labeled + ignored) : 0,
    present: taxonomy.classes.map(({ id }) => counts.filter((pixels) => (pixels[id] as number) > 0).length),
  };
}
