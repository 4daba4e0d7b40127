import { bootstrap, type Difference, holm, iou, meanF1, meanIou, overlapTable } from "@faceseg/metrics";
import type { NetworkResults, Results } from "../results/index.ts";

/** A score of one network in two runs. */
export interface ComparedScore {
  /** `mean IoU`, `mean F1`, or a class whose IoU it is. */
  readonly name: string;
  /** Score in the first run, from 0 to 1; the mean over seeds where there are several. */
  readonly a: number;
  /** Score in the second run, from 0 to 1; the mean over seeds where there are several. */
  readonly b: number;
  /** `b` minus `a` with its 95 % interval and p-value, on the images that both runs tested. */
  readonly difference: Difference;
}

/** One network in two runs. */
export interface ComparedNetwork {
  /** Name that both runs use for the network. */
  readonly name: string;
  /** Label of the network in the first run. */
  readonly label: string;
  /** How many images both runs tested; the scores are of these alone. */
  readonly images: number;
  /** Mean IoU, mean F1, then the IoU of each class by id. */
  readonly scores: readonly ComparedScore[];
  /** p-value of the mean IoU, corrected by Holm's method for all networks that are compared. */
  readonly corrected: number;
}

/** What `compareRuns` found. */
export interface ComparedRuns {
  /** Networks that both runs have, in the order of the first run. */
  readonly networks: readonly ComparedNetwork[];
  /** Labels of the networks that only the first run has. */
  readonly onlyA: readonly string[];
  /** Labels of the networks that only the second run has. */
  readonly onlyB: readonly string[];
}

/** Options of `compareRuns`. */
export interface CompareRunsOptions {
  /** How many times the images are resampled. @default 10000 */
  readonly resamples?: number;
}

/**
 * Compares the networks that two runs have in common, on the test images with the same ids, by a paired bootstrap
 * over images and, where a network was trained from several seeds, over trainings.
 *
 * @throws when the runs know different classes, or tested a common network on no common image.
 */
export function compareRuns(
  a: Results,
  b: Results,
  { resamples = 10_000 }: CompareRunsOptions = {},
): ComparedRuns {
  const [classes, others] = [a, b].map((run) => run.classes.map(({ name }) => name)) as [string[], string[]];
  if (classes.join() !== others.join()) {
    throw new Error(`Expected runs of the same classes, got ${classes.join(", ")} and ${others.join(", ")}`);
  }
  const names = (run: Results) => [...new Set(run.networks.map(({ name }) => name))];
  const common = names(a).filter((name) => names(b).includes(name));
  const compared = common.map((name) =>
    compareNetwork(cellsOf(a, name), cellsOf(b, name), { classes, resamples }),
  );
  const corrected = holm(compared.map(({ scores }) => scores[0]?.difference.p ?? Number.NaN));
  const missing = (from: Results, other: Results) =>
    names(from)
      .filter((name) => !names(other).includes(name))
      .map((name) => cellsOf(from, name)[0]?.label ?? name);
  return {
    networks: compared.map((network, i) => ({ ...network, corrected: corrected[i] ?? Number.NaN })),
    onlyA: missing(a, b),
    onlyB: missing(b, a),
  };
}

function compareNetwork(
  a: readonly NetworkResults[],
  b: readonly NetworkResults[],
  { classes, resamples }: { classes: readonly string[]; resamples: number },
): Omit<ComparedNetwork, "corrected"> {
  const [first] = a;
  if (!first) throw new Error("Expected a network in the first run, got none");
  const sets = [...a, ...b].map(({ test }) => new Set(test.images.map(({ id }) => id)));
  const ids = first.test.images.map(({ id }) => id).filter((id) => sets.every((set) => set.has(id)));
  if (ids.length === 0) {
    throw new Error(
      `Expected runs that tested ${first.label} on common images, their ids have none in common`,
    );
  }
  const tables = (cells: readonly NetworkResults[]) =>
    cells.map(({ test }) => {
      const byId = new Map(test.images.map(({ id, counts }) => [id, counts]));
      return overlapTable(
        ids.map((id) => ({ id, counts: { numClasses: classes.length, counts: byId.get(id) ?? [] } })),
      );
    });
  const { models, differences } = bootstrap({
    models: { b: tables(b), a: tables(a) },
    score: (sum) => [meanIou(sum), meanF1(sum), ...iou(sum)],
    resamples,
  });
  const scores = (differences[0]?.scores ?? []).map((difference, i) => ({
    name: ["mean IoU", "mean F1", ...classes][i] ?? String(i),
    a: models["a"]?.[i]?.value ?? Number.NaN,
    b: models["b"]?.[i]?.value ?? Number.NaN,
    difference,
  }));
  return { name: first.name, label: first.label, images: ids.length, scores };
}

function cellsOf({ networks }: Results, name: string): NetworkResults[] {
  return networks.filter((network) => network.name === name);
}
