import { classes } from "@faceseg/image";
import {
  boundaryCounts,
  boundaryMatches,
  Calibration,
  ConfusionMatrix,
  dilationRatios,
  hausdorff95,
  trimapCounts,
} from "@faceseg/metrics";
import type { Evaluation, Quality } from "./results.ts";

const numClasses = classes.length;

/** Widths in pixels within which borders count as met, and around true borders where pixels are counted. */
const tolerances = [1, 2] as const;
const radii = [1, 3, 5] as const;

/** One picture with its truth and what a network made of it. */
export interface Answer {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly truth: Uint8Array;
  /** Predicted class ids. */
  readonly ids: Uint8Array;
  /** [height, width, classes] */
  readonly probabilities: Float32Array;
}

/** Collects everything that an evaluation keeps of one picture after another. */
export class Scorer {
  private readonly pictures: Evaluation["pictures"] = [];
  private readonly boundaryIou = Object.values(dilationRatios).map((ratio) => ({
    ratio,
    pictures: [] as Quality["boundaryIou"][number]["pictures"],
  }));
  private readonly boundaryF1 = tolerances.map((tolerance) => ({
    tolerance,
    pictures: [] as Quality["boundaryF1"][number]["pictures"],
  }));
  private readonly hausdorff95: Quality["hausdorff95"] = [];
  private readonly trimap = radii.map((radius) => ({ radius, sum: new ConfusionMatrix(numClasses) }));
  private readonly calibration = new Calibration(numClasses);

  add({ id, width, height, truth, ids, probabilities }: Answer): void {
    const options = { width, height, numClasses };
    const counts = new ConfusionMatrix(numClasses).update(truth, ids, { width });
    this.pictures.push({ id, counts: [...counts.counts] });
    for (const { ratio, pictures } of this.boundaryIou) {
      const { intersection, union } = boundaryCounts(truth, ids, { ...options, dilationRatio: ratio });
      pictures.push({ intersection: Array.from(intersection), union: Array.from(union) });
    }
    for (const { tolerance, pictures } of this.boundaryF1) {
      const matches = boundaryMatches(truth, ids, { ...options, tolerance });
      pictures.push({
        truth: Array.from(matches.truth),
        predicted: Array.from(matches.predicted),
        matchedTruth: Array.from(matches.matchedTruth),
        matchedPredicted: Array.from(matches.matchedPredicted),
      });
    }
    this.hausdorff95.push(hausdorff95(truth, ids, options).map(jsonDistance));
    for (const { radius, sum } of this.trimap) sum.merge(trimapCounts(truth, ids, { ...options, radius }));
    this.calibration.update(truth, probabilities);
  }

  /** Counts of every picture, and what they do not say. */
  result(): Pick<Evaluation, "pictures"> & { quality: Quality } {
    return {
      pictures: this.pictures,
      quality: {
        boundaryIou: this.boundaryIou,
        boundaryF1: this.boundaryF1,
        hausdorff95: this.hausdorff95,
        trimap: this.trimap.map(({ radius, sum }) => ({ radius, counts: [...sum.counts] })),
        calibration: this.calibration.toJSON() as Quality["calibration"],
      },
    };
  }
}

const jsonDistance = (pixels: number) =>
  Number.isNaN(pixels) ? null : pixels === Number.POSITIVE_INFINITY ? ("Infinity" as const) : pixels;
