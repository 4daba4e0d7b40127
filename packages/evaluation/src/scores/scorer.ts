import {
  boundaryCounts,
  boundaryMatches,
  Calibration,
  ConfusionMatrix,
  dilationRatios,
  hausdorff95,
  trimapCounts,
} from "@faceseg/metrics";
import type { Evaluation, Quality } from "../results/evaluation-schema.ts";

/** Widths in pixels within which borders count as met, and around true borders where pixels are counted. */
const tolerances = [1, 2] as const;
const radii = [1, 3, 5] as const;

/** One image with its truth and what a network predicts for it. */
export interface Answer {
  /** Names the image. */
  readonly id: string;
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;
  /** True class ids, [height, width]; 255 is ignored. */
  readonly truth: Uint8Array;
  /** Predicted class ids, [height, width]. */
  readonly ids: Uint8Array;
  /** [height, width, classes]; needed for `quality`. */
  readonly probabilities?: Float32Array | undefined;
}

/** Options of `Scorer`. */
export interface ScorerOptions {
  /** Number of classes, with the background. */
  readonly numClasses: number;
  /** Whether borders and calibration are scored too, which takes probabilities and time. @default false */
  readonly quality?: boolean;
}

/** Collects everything that an evaluation keeps, one image after another. */
export class Scorer {
  private readonly numClasses: number;
  private readonly images: Evaluation["images"] = [];
  private readonly details: Details | null;

  constructor({ numClasses, quality = false }: ScorerOptions) {
    this.numClasses = numClasses;
    this.details = quality ? new Details(numClasses) : null;
  }

  /** @throws {TypeError} for an image without probabilities where `quality` is scored. */
  add(answer: Answer): void {
    const { id, width, truth, ids } = answer;
    this.details?.add(answer);
    const counts = new ConfusionMatrix(this.numClasses).update(truth, ids, { width });
    this.images.push({ id, counts: [...counts.counts] });
  }

  /** Counts of every image, and what they do not say. */
  result(): Pick<Evaluation, "images" | "quality"> {
    return { images: this.images, quality: this.details?.result() ?? null };
  }
}

/** Borders, distances and calibration. */
class Details {
  private readonly numClasses: number;
  private readonly boundaryIou = Object.values(dilationRatios).map((ratio) => ({
    ratio,
    images: [] as Quality["boundaryIou"][number]["images"],
  }));
  private readonly boundaryF1 = tolerances.map((tolerance) => ({
    tolerance,
    images: [] as Quality["boundaryF1"][number]["images"],
  }));
  private readonly hausdorff95: Quality["hausdorff95"] = [];
  private readonly trimap: { radius: number; sum: ConfusionMatrix }[];
  private readonly calibration: Calibration;

  constructor(numClasses: number) {
    this.numClasses = numClasses;
    this.trimap = radii.map((radius) => ({ radius, sum: new ConfusionMatrix(numClasses) }));
    this.calibration = new Calibration(numClasses);
  }

  add({ id, width, height, truth, ids, probabilities }: Answer): void {
    if (!probabilities)
      throw new TypeError(`Expected \`probabilities\` of image "${id}" for its quality, got none`);
    const options = { width, height, numClasses: this.numClasses };
    for (const { ratio, images } of this.boundaryIou) {
      const { intersection, union } = boundaryCounts(truth, ids, { ...options, dilationRatio: ratio });
      images.push({ intersection: Array.from(intersection), union: Array.from(union) });
    }
    for (const { tolerance, images } of this.boundaryF1) {
      const matches = boundaryMatches(truth, ids, { ...options, tolerance });
      images.push({
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

  result(): Quality {
    return {
      boundaryIou: this.boundaryIou,
      boundaryF1: this.boundaryF1,
      hausdorff95: this.hausdorff95,
      trimap: this.trimap.map(({ radius, sum }) => ({ radius, counts: [...sum.counts] })),
      calibration: this.calibration.toJSON() as Quality["calibration"],
    };
  }
}

const jsonDistance = (pixels: number) =>
  Number.isNaN(pixels) ? null : pixels === Number.POSITIVE_INFINITY ? ("Infinity" as const) : pixels;
