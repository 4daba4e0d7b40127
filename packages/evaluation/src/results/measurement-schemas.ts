import { z } from "zod";
import { evaluationSchema } from "./evaluation-schema.ts";

/** The schema of a `ConditionResults`. */
export const conditionSchema = z.strictObject({
  /** Group of conditions, such as "occlusion". */
  family: z.string(),
  /** What was done to the images, such as "sunglasses". */
  kind: z.string(),
  /** From 1, mild, to 5, severe. */
  severity: z.int().min(1).max(5),
  /** Counts summed over the images, [truth * numClasses + prediction]. */
  counts: z.array(z.int()),
  /** The same without the pixels that an occluder hides; null where nothing hides any. */
  amodal: z.array(z.int()).nullable(),
  /** For each image `overlapsOf` of @faceseg/metrics: hits, true and predicted pixels of every class. */
  images: z.array(z.array(z.int())),
});

/** The schema of `Costs`. */
export const costSchema = z.strictObject({
  /** One row for each engine that is present. */
  engines: z.array(
    z.strictObject({
      /** Name of the engine, with its TensorFlow.js backend where it has one, such as "tfjs on wasm". */
      engine: z.string(),
      /** Median milliseconds of one image at a time. */
      p50: z.number(),
      /** 90th percentile of the same. */
      p90: z.number(),
      /** Images a second in batches of eight; null where eight images take too long. */
      throughput: z.number().nullable(),
      /** Milliseconds from the saved model to the first mask. */
      startMs: z.number(),
      /** Highest resident memory in bytes of a process that does nothing else. */
      peakRssBytes: z.number(),
    }),
  ),
  /** Engines without figures, and why. */
  absent: z
    .array(
      z.strictObject({
        /** Name of the engine. */
        engine: z.string(),
        /** Why there are no figures. */
        reason: z.string(),
      }),
    )
    .default([]),
  /** Bytes of the model in each file format. */
  files: z.array(
    z.strictObject({
      /** File format and precision, such as "ONNX, float32". */
      format: z.string(),
      /** Size in bytes, weights included. */
      bytes: z.int(),
    }),
  ),
});

/** How an exported model can store its weights; it always computes in float32. */
export const precisions = ["float32", "float16", "int8"] as const;

/** The schema of a `PrecisionResults`. */
export const precisionSchema = z.strictObject({
  /** How the file stores the weights. */
  precision: z.enum(precisions),
  /** Size of the ONNX file in bytes. */
  bytes: z.int(),
  /** For each test image `overlapsOf` of @faceseg/metrics, in the order of the test's. */
  images: z.array(z.array(z.int())),
});

/** The schema of a `Combination`. */
export const combinationSchema = z.strictObject({
  /** Unique among the combinations of a run. */
  name: z.string().min(1),
  /** What a report calls it. */
  label: z.string(),
  /** Which kind of combination it is, such as "ensemble"; the title of its rows in a report. */
  kind: z.string(),
  /** Keys of the networks that take part. */
  of: z.array(z.string()).min(1),
  /** What it is compared with: the key of a network, or the name of another combination. */
  against: z.string(),
  /** What it scored on the test images. */
  test: evaluationSchema,
  /** What it scored under each robustness condition; null where it was tested on unchanged images only. */
  robustness: z.array(conditionSchema).nullable().default(null),
});

/** What a network, or a combination, scores under one robustness condition. */
export type ConditionResults = z.infer<typeof conditionSchema>;

/** What a model costs to store and to run. */
export type Costs = z.infer<typeof costSchema>;

/** A model exported with its weights in fewer bits, and what it scores on the test images. */
export type PrecisionResults = z.infer<typeof precisionSchema>;

/** Several predictions combined, or one improved: scored like a network. */
export type Combination = z.infer<typeof combinationSchema>;
