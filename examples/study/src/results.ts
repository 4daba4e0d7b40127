import { z } from "zod";
import { configSchema } from "./config.ts";
import { networkNames } from "./network-names.ts";
import { badSamples } from "./quarantine.ts";

/** Grows by one when the meaning or place of a value in `results.json` changes. */
export const resultsVersion = 2;

const numbers = z.record(z.string(), z.number());

/** What training one network gave. */
export const trainingSchema = z.strictObject({
  network: z.strictObject({
    parameters: z.int(),
    trainableParameters: z.int(),
    /** Multiply-accumulates of one picture. */
    macs: z.number(),
    activationBytes: z.number(),
  }),
  /** Weights file and how many layers took weights from it; null: random initialisation. */
  pretrained: z.strictObject({ file: z.string(), layers: z.int() }).nullable(),
  engine: z.strictObject({ name: z.string(), reason: z.string() }),
  /** One entry an epoch, as in the CSV file, and its `seconds`. */
  epochs: z.array(numbers).min(1),
  /** Index in `epochs` of the epoch whose weights were kept. */
  bestEpoch: z.int(),
  stoppedBy: z.enum(["epochs", "callback"]),
  /** Sum over the epochs. */
  seconds: z.number(),
  /** Highest resident memory of the process, sampled while this network trained. */
  peakRssBytes: z.number(),
  resumed: z.boolean(),
  /** Name of its `.keras` file; null where Keras lacks a layer of the network. */
  kerasFile: z.string().nullable(),
});

/** What counts of pixels do not say; every list of pictures is in the order of the evaluation's. */
const qualitySchema = z.strictObject({
  /** Boundary IoU: for each picture and class the pixels in both bands, and in either. */
  boundaryIou: z.array(
    z.strictObject({
      /** Width of the band as a share of the picture's diagonal. */
      ratio: z.number(),
      pictures: z.array(z.strictObject({ intersection: z.array(z.int()), union: z.array(z.int()) })),
    }),
  ),
  /** Boundary F1: for each picture and class the boundary pixels of either map, and those near the other's. */
  boundaryF1: z.array(
    z.strictObject({
      /** In pixels. */
      tolerance: z.number(),
      pictures: z.array(
        z.strictObject({
          truth: z.array(z.int()),
          predicted: z.array(z.int()),
          matchedTruth: z.array(z.int()),
          matchedPredicted: z.array(z.int()),
        }),
      ),
    }),
  ),
  /**
   * 95th percentile of the distances between borders, in pixels, for each picture and class; "Infinity" where
   * only truth or prediction has the class, null where neither has.
   */
  hausdorff95: z.array(z.array(z.union([z.number(), z.literal("Infinity"), z.null()]))),
  /** Counts of the pixels within `radius` pixels of a true border, summed over the pictures. */
  trimap: z.array(z.strictObject({ radius: z.int(), counts: z.array(z.int()) })),
  /** A `Calibration` of @faceseg/metrics as JSON, over all pictures. */
  calibration: z.strictObject({
    numClasses: z.int(),
    bins: z.int(),
    top: z.array(z.number()),
    each: z.array(z.number()),
  }),
});

/** What one network scored on one set of pictures. */
export const evaluationSchema = z.strictObject({
  dataset: z.string(),
  split: z.string(),
  /** Absolute folder, or null for synthetic faces. */
  folder: z.string().nullable(),
  /** Pixel counts of every picture, [truth * classes + prediction]. */
  pictures: z.array(z.strictObject({ id: z.string(), counts: z.array(z.int()) })).min(1),
  quality: qualitySchema.nullable(),
  /** Milliseconds for one picture at a time, after warm-up. */
  latency: z
    .strictObject({ pictures: z.int(), p50: z.number(), p90: z.number(), engine: z.string() })
    .nullable(),
});

/** Counts summed over the pictures of a set, seen under one condition: [truth * classes + prediction]. */
export const conditionSchema = z.strictObject({
  family: z.enum(["occlusion", "corruption", "pose"]),
  kind: z.string(),
  severity: z.int().min(1).max(5),
  counts: z.array(z.int()),
  /** The same without the pixels that an occluder hides. */
  amodal: z.array(z.int()).nullable(),
  /** For each picture `overlapsOf` of @faceseg/metrics: hits, true and predicted pixels of every class. */
  pictures: z.array(z.array(z.int())),
});

/** What a network costs to keep and to run. */
export const costSchema = z.strictObject({
  /** One row an engine that is present: one picture at a time, and eight. */
  engines: z.array(
    z.strictObject({
      engine: z.string(),
      p50: z.number(),
      p90: z.number(),
      /** Pictures a second in batches of eight; null where eight pictures take too long. */
      throughput: z.number().nullable(),
      /** Milliseconds from the saved model to the first mask. */
      startMs: z.number(),
      /** Of a process that does nothing else. */
      peakRssBytes: z.number(),
    }),
  ),
  /** Engines without figures, and why. */
  absent: z.array(z.strictObject({ engine: z.string(), reason: z.string() })).default([]),
  /** Bytes of the exported network in each format. */
  files: z.array(z.strictObject({ format: z.string(), bytes: z.int() })),
});

/** In what an exported network keeps its weights; it always computes in float32. */
export const precisions = ["float32", "float16", "int8"] as const;

/** A network exported with its weights in so many bits, and what it scores on the test pictures. */
export const precisionSchema = z.strictObject({
  precision: z.enum(precisions),
  /** Of the ONNX file. */
  bytes: z.int(),
  /** For each test picture `overlapsOf` of @faceseg/metrics, in the order of the test's. */
  pictures: z.array(z.array(z.int())),
});

/** Several predictions made one, or one improved: scored like a network. */
export const combinationSchema = z.strictObject({
  name: z.string(),
  label: z.string(),
  kind: z.enum(["test-time augmentation", "ensemble", "post-processing"]),
  /** Keys of the networks that take part. */
  of: z.array(z.string()).min(1),
  /** What it is compared with: the key of a network, or the name of another combination. */
  against: z.string(),
  test: evaluationSchema,
  /** Null where it was tested on pictures as they are alone. */
  robustness: z.array(conditionSchema).nullable().default(null),
});

const splitSchema = z.strictObject({
  dataset: z.string(),
  split: z.string(),
  pictures: z.int(),
  /** What the reader did to labels, in words. */
  notes: z.array(z.string()),
  /** Pictures that were left out because they cannot be read; see `onBadSample` of the configuration. */
  quarantined: badSamples.default([]),
});

/** `results.json`: everything that the report says, and what other programs may recompute scores from. */
export const resultsSchema = z.strictObject({
  version: z.literal(resultsVersion),
  config: configSchema,
  created: z.iso.datetime(),
  machine: z.strictObject({
    cpu: z.string(),
    cores: z.int(),
    memoryBytes: z.number(),
    platform: z.string(),
    node: z.string(),
    packages: z.record(z.string(), z.string()),
  }),
  classes: z.array(
    z.strictObject({ id: z.int(), name: z.string(), color: z.tuple([z.int(), z.int(), z.int()]) }),
  ),
  data: z.strictObject({
    train: splitSchema,
    validation: splitSchema,
    test: splitSchema,
    other: splitSchema.nullable(),
  }),
  networks: z
    .array(
      z.strictObject({
        name: z.enum(networkNames),
        seed: z.int(),
        /** Names its files. */
        key: z.string(),
        label: z.string(),
        family: z.enum(["unet", "pspnet", "segnet"]),
        group: z.enum(["study", "default", "ablation"]),
        /** What an ablation changes, and in which network. */
        changes: z.strictObject({ of: z.enum(networkNames), what: z.string() }).nullable(),
        training: trainingSchema,
        test: evaluationSchema,
        other: evaluationSchema.nullable(),
        robustness: z.array(conditionSchema).nullable(),
        costs: costSchema.nullable(),
        precision: z.array(precisionSchema).nullable().default(null),
      }),
    )
    .min(1),
  combinations: z.array(combinationSchema),
});

export type Training = z.infer<typeof trainingSchema>;
export type Evaluation = z.infer<typeof evaluationSchema>;
export type Quality = z.infer<typeof qualitySchema>;
export type Condition = z.infer<typeof conditionSchema>;
export type Costs = z.infer<typeof costSchema>;
export type Precision = z.infer<typeof precisionSchema>;
export type Combination = z.infer<typeof combinationSchema>;
export type SplitFacts = z.infer<typeof splitSchema>;
export type Results = z.infer<typeof resultsSchema>;
export type NetworkResults = Results["networks"][number];
