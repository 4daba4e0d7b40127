import { basename } from "node:path";
import type { Results } from "@faceseg/evaluation";
import type { Config } from "./config.ts";

/** A configuration in words, for `results.json` and the report. */
export function settingsOf(config: Config): Results["settings"] {
  const rate = config.learningRate;
  return {
    Preset: config.preset,
    Data: config.data === null ? "synthetic faces" : basename(config.data),
    "Second data set": config.testData && basename(config.testData),
    Input: `${config.size} × ${config.size} pixels`,
    Networks: `encoder alpha ${config.alpha}, width of everything else ${config.width}`,
    "Encoder weights": config.weights === null ? "random" : basename(config.weights),
    "Epochs and batch": `${config.epochs} epochs, ${config.batchSize} images a step`,
    "Learning rate (Adam)":
      rate.schedule === "cosine"
        ? `warm-up over ${rate.warmup * 100} % of the steps to ${rate.peak}, cosine down to ${rate.floor}`
        : `${rate.initial}, times ${rate.factor} after ${rate.patience} epochs without a better validation loss, at least ${rate.minimum}`,
    Augmentation: config.augment ? "random flip, geometry and color on training images" : null,
    "Weights kept": keptFor(config),
    "Early stopping":
      config.earlyStopping && `after ${config.earlyStopping} epochs without a better validation loss`,
    Loss: config.loss,
    "Class weights in the cross-entropy":
      config.classWeights === "none" ? null : "one over the square root of the share of pixels",
    "Batch normalization": `momentum ${config.bnMomentum}`,
    Seeds: seedsOf(config).join(", "),
    Limit: config.limit && `${config.limit} images of each split`,
  };
}

/** The seeds from which every network is trained. */
export function seedsOf({ seed, seeds }: Pick<Config, "seed" | "seeds">): number[] {
  return Array.from({ length: seeds }, (_, i) => seed + i);
}

/** Which epoch's weights are kept, in words. */
export function keptFor({ keepBest }: Config): string {
  return keepBest === "val_loss" ? "lowest validation loss" : "highest validation mean IoU";
}

/** What a reader should know about the limits of a run. */
export function notesOf({ alpha, width, limit }: Config): string[] {
  return [
    ...(alpha < 1 || width < 1
      ? [
          `The networks are narrower than those of the study: MobileNetV2 at alpha ${alpha}, everything else at ${width} of its width.`,
        ]
      : []),
    ...(limit === null ? [] : [`Every split was cut to at most ${limit} images.`]),
  ];
}
