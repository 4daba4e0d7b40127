import type { Batch } from "@faceseg/image";
import { ConfusionMatrix, type ConfusionMatrixJSON, meanIou, pixelAccuracy } from "@faceseg/metrics";
import type { Logs } from "./logs.ts";
import type { StepResult } from "./step-result.ts";

/** `EpochScores` as JSON. */
export interface EpochScoresJSON {
  /** Sum of the losses of all images. */
  readonly lossSum: number;
  /** Number of images. */
  readonly images: number;
  /** Pixels by true and predicted class. */
  readonly counts: ConfusionMatrixJSON;
}

/** Loss (mean over images) and confusion counts of an epoch so far. */
export class EpochScores {
  private lossSum = 0;
  private images = 0;
  private counts: ConfusionMatrix;

  constructor(numClasses: number) {
    this.counts = new ConfusionMatrix(numClasses);
  }

  /** Adds the result of a batch. */
  add({ labels, ids }: Batch, { loss, predictions }: StepResult): void {
    this.lossSum += loss * ids.length;
    this.images += ids.length;
    this.counts.update(labels, predictions);
  }

  /** `loss`, `accuracy` and `mean_iou` (without background), each name after `prefix`. */
  logs(prefix = ""): Logs {
    return {
      [`${prefix}loss`]: this.lossSum / this.images,
      [`${prefix}accuracy`]: pixelAccuracy(this.counts),
      [`${prefix}mean_iou`]: meanIou(this.counts),
    };
  }

  /** All that `restore` needs. */
  toJSON(): EpochScoresJSON {
    return { lossSum: this.lossSum, images: this.images, counts: this.counts.toJSON() };
  }

  /** Continues from what `toJSON` gave. */
  restore({ lossSum, images, counts }: EpochScoresJSON): void {
    this.lossSum = lossSum;
    this.images = images;
    this.counts = ConfusionMatrix.fromJSON(counts);
  }
}
