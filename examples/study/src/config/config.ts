import { z } from "zod";
import { networkNames } from "./network-names.ts";

export const presetNames = ["quick", "faces", "lapa", "full"] as const;
export type PresetName = (typeof presetNames)[number];

/** MobileNetV2 widths that have published ImageNet weights. */
export const alphas = [0.35, 0.5, 0.75, 1, 1.3, 1.4] as const;

/** What happens to a data set with images that cannot be read. */
export const badSamplePolicies = ["throw", "quarantine"] as const;

const learningRate = z.discriminatedUnion("schedule", [
  /** Linear warm-up over a share of all steps, then half a cosine down to `floor`. */
  z.strictObject({
    schedule: z.literal("cosine"),
    peak: z.number().positive(),
    floor: z.number().nonnegative(),
    warmup: z.number().min(0).max(0.5),
  }),
  /** Constant, multiplied by `factor` after `patience` epochs without a better validation loss. */
  z.strictObject({
    schedule: z.literal("plateau"),
    initial: z.number().positive(),
    factor: z.number().gt(0).lt(1),
    patience: z.int().min(1),
    minimum: z.number().nonnegative(),
  }),
]);

/** Everything that decides what a run computes; `config.json` of a run folder is one of these. */
export const configSchema = z.strictObject({
  preset: z.enum(presetNames),
  networks: z.array(z.enum(networkNames)).min(1),
  /** Absolute folder of a data set, or null for synthetic faces. */
  data: z.string().min(1).nullable(),
  /** Images of each split when the faces are synthetic. */
  faces: z.strictObject({ train: z.int().min(1), validation: z.int().min(1), test: z.int().min(1) }),
  /** Absolute folder of a second data set, scored at the end only. */
  testData: z.string().min(1).nullable(),
  /** At most this many images of each split. */
  limit: z.int().min(1).nullable(),
  size: z.int().min(32).multipleOf(32),
  epochs: z.int().min(1),
  batchSize: z.int().min(1),
  seed: z.int().min(0),
  /** Every network is trained from this many seeds, `seed` and those after it. */
  seeds: z.int().min(1),
  /** Width of the MobileNetV2 encoder. */
  alpha: z.union(alphas.map((alpha) => z.literal(alpha))),
  /** Width of the decoders, and of all of SegNet. */
  width: z.number().positive(),
  /** Absolute file of MobileNetV2 weights, or null for random initialization. */
  weights: z.string().min(1).nullable(),
  learningRate,
  /** Cross-entropy alone, or with the Dice loss added, which gives every part the same weight whatever its size. */
  loss: z.enum(["cross-entropy", "cross-entropy + dice"]),
  /** Weights of the classes in the cross-entropy: all 1, or one over the square root of their share of the pixels. */
  classWeights: z.enum(["none", "root-inverse"]),
  /** Momentum of the moving averages of batch normalization. */
  bnMomentum: z.number().gt(0).lt(1),
  /** Random flips, geometry and color on the training split. */
  augment: z.boolean(),
  /** Severities of occlusion, corruption and pose under which networks are tested too, or null. */
  robustness: z.strictObject({ severities: z.array(z.int().min(1).max(5)).min(1) }).nullable(),
  /** Whether ensembles, test-time augmentation and post-processing are tested. */
  combinations: z.boolean(),
  /** Whether every network is timed on each engine in a process of its own. */
  costs: z.boolean(),
  /** Which epoch's weights are kept and measured. */
  keepBest: z.enum(["val_mean_iou", "val_loss"]),
  /** Epochs without a better validation loss after which a network stops, or null. */
  earlyStopping: z.int().min(1).nullable(),
  /** Whether images of a data set that cannot be read stop the study before it begins, or are skipped and listed. */
  onBadSample: z.enum(badSamplePolicies).default("throw"),
});

export type Config = z.infer<typeof configSchema>;
