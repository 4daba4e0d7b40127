import { ConfusionMatrix, type ConfusionMatrixJSON, meanIou, pixelAccuracy } from "@faceseg/metrics";
import type { Batch } from "../batches.ts";
import type { Logs } from "../callbacks/callback.ts";
import type { StepResult } from "../engines/engine.ts";

export interface EpochScoresJSON {
  readonly lossSum: number;
  readonly pictures: number;
  readonly counts: ConfusionMatrixJSON;
}

/** Loss (mean over pictures) and confusion counts of the part of an epoch that has been seen. */
export class EpochScores {
  private lossSum = 0;
  private pictures = 0;
  private counts: ConfusionMatrix;

  constructor(numClasses: number) {
    this.counts = new ConfusionMatrix(numClasses);
  }

  add({ labels, ids }: Batch, { loss, predictions }: StepResult): void {
    this.lossSum += loss * ids.length;
    this.pictures += ids.length;
    this.counts.update(labels, predictions);
  }

  /** `loss`, `accuracy` and `mean_iou` (without background), each name behind `prefix`. */
  logs(prefix = ""): Logs {
    return {
      [`${prefix}loss`]: this.lossSum / this.pictures,
      [`${prefix}accuracy`]: pixelAccuracy(this.counts),
      [`${prefix}mean_iou`]: meanIou(this.counts),
    };
  }

  toJSON(): EpochScoresJSON {
    return { lossSum: this.lossSum, pictures: this.pictures, counts: this.counts.toJSON() };
  }

  restore({ lossSum, pictures, counts }: EpochScoresJSON): void {
    this.lossSum = lossSum;
    this.pictures = pictures;
    this.counts = ConfusionMatrix.fromJSON(counts);
  }
}
