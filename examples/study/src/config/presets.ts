import type { Config, PresetName } from "./config.ts";
import { networkNames } from "./network-names.ts";

/** What every preset shares; a preset holds only its differences. */
const base: Config = {
  preset: "quick",
  networks: ["unet-2025", "pspnet-2025", "segnet-2025"],
  data: null,
  faces: { train: 1000, validation: 120, test: 200 },
  testData: null,
  limit: null,
  size: 128,
  epochs: 10,
  batchSize: 8,
  seed: 1,
  seeds: 1,
  alpha: 1,
  width: 1,
  weights: null,
  learningRate: { schedule: "cosine", peak: 1e-3, floor: 1e-5, warmup: 0.1 },
  loss: "cross-entropy",
  classWeights: "none",
  bnMomentum: 0.97, // runs of a thousand steps: .99 would leave the moving averages behind
  augment: true,
  robustness: null,
  combinations: false,
  costs: false,
  keepBest: "val_mean_iou",
  earlyStopping: null,
  onBadSample: "throw",
};

/** How networks learn real faces. */
const onFaces: Partial<Config> = {
  epochs: 8,
  // Cross-entropy alone finds no eyes in the first 600 steps; this way validation mean IoU is .59, not .20, after 200.
  loss: "cross-entropy + dice",
  classWeights: "root-inverse",
};

/** The named configurations; flags override single values of them. */
export const presets: Readonly<Record<PresetName, Config>> = Object.freeze({
  /** All three networks in minutes on two cores, from nothing but the installed packages. */
  quick: {
    ...base,
    preset: "quick",
    size: 96, // a synthetic face has no finer detail
    alpha: 0.35, // the narrowest encoder that has published weights
    width: 0.25, // decoders in proportion
    epochs: 5, // 625 steps; all three networks fit into ten minutes on two slow cores
    learningRate: { schedule: "cosine", peak: 5e-3, floor: 5e-5, warmup: 0.1 }, // random weights, few steps
    classWeights: "root-inverse", // without it 800 steps learn hair and skin, but hardly an eye (mean IoU .19, not .55)
    augment: false, // faces are cheap: every one is already different
  },
  /** A folder of real faces, with ImageNet weights when `--weights` names them. */
  faces: { ...base, ...onFaces, preset: "faces" },
  /** Every network and every measurement, on real faces or, without them, on synthetic ones. */
  full: {
    ...base,
    ...onFaces,
    preset: "full",
    networks: [...networkNames],
    robustness: { severities: [1, 3, 5] }, // 2 and 4 lie between them
    combinations: true,
    costs: true,
  },
  /** The protocol of the 2025 study; what was wrong in its method stays corrected. */
  lapa: {
    ...base,
    preset: "lapa",
    size: 256, // the study's
    learningRate: { schedule: "plateau", initial: 1e-4, factor: 0.1, patience: 5, minimum: 1e-7 }, // its Adam and callback
    bnMomentum: 0.99, // Keras's default, which it used
    augment: false, // its report claims augmentation, its code has none
    keepBest: "val_loss", // its checkpoint
    earlyStopping: 10, // its callback
  },
});
