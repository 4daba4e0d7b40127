import type { Evaluation, Results } from "@faceseg/evaluation";
import {
  type BootstrapResult,
  bootstrap,
  type Difference,
  type Interval,
  iou,
  meanF1,
  meanIou,
  overlapTable,
} from "@faceseg/metrics";

/** Intervals of the scores on a set of images. */
export interface Certainty {
  /** By a network's name or a combination's: intervals of mean IoU, mean F1, then the IoU of each class. */
  readonly of: (name: string) => readonly Interval[];
  /** Mean IoU of `a` minus that of `b`. */
  readonly difference: (a: string, b: string) => Difference | undefined;
}

/** Resamples the images of a set once for all networks and combinations that were scored on it. */
export function certaintyOf(results: Results, set: "test" | "other", resamples: number): Certainty {
  const numClasses = results.classes.length;
  const table = (evaluation: Evaluation) =>
    overlapTable(evaluation.images.map(({ id, counts }) => ({ id, counts: { numClasses, counts } })));
  const trainings = results.networks.flatMap((network) => {
    const evaluation = network[set];
    return evaluation ? [{ name: network.name, evaluation }] : [];
  });
  const combinations = set === "test" ? results.combinations : [];
  const all = [...trainings, ...combinations.map(({ name, test }) => ({ name, evaluation: test }))];
  const tables = Object.fromEntries(
    all.map(({ name }) => [
      name,
      all.filter((one) => one.name === name).map(({ evaluation }) => table(evaluation)),
    ]),
  );
  if (all.length === 0) return { of: () => [], difference: () => undefined };
  const found: BootstrapResult = bootstrap({
    models: tables,
    score: (sum) => [meanIou(sum), meanF1(sum), ...iou(sum)],
    resamples,
    seed: results.seeds[0] ?? 0,
  });
  return {
    of: (name) => found.models[name] ?? [],
    difference: (a, b) => {
      const forth = found.differences.find((one) => one.a === a && one.b === b)?.scores[0];
      const back = found.differences.find((one) => one.a === b && one.b === a)?.scores[0];
      return forth ?? (back && { value: -back.value, low: -back.high, high: -back.low, p: back.p });
    },
  };
}
