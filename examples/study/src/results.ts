import { z } from "zod";
import { configSchema } from "./config.ts";
import { networkNames } from "./network-names.ts";

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
  /** One entry an epoch, as in the CSV file. */
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

/** What one network scored on one set of pictures. */
export const evaluationSchema = z.strictObject({
  dataset: z.string(),
  split: z.string(),
  /** Absolute folder, or null for synthetic faces. */
  folder: z.string().nullable(),
  /** Pixel counts of every picture, [truth * classes + prediction]. */
  pictures: z.array(z.strictObject({ id: z.string(), counts: z.array(z.int()) })).min(1),
  /** Milliseconds for one picture at a time, after warm-up. */
  latency: z
    .strictObject({ pictures: z.int(), p50: z.number(), p90: z.number(), engine: z.string() })
    .nullable(),
});

const splitSchema = z.strictObject({
  dataset: z.string(),
  split: z.string(),
  pictures: z.int(),
  /** What the reader did to labels, in words. */
  notes: z.array(z.string()),
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
      }),
    )
    .min(1),
});

export type Training = z.infer<typeof trainingSchema>;
export type Evaluation = z.infer<typeof evaluationSchema>;
export type SplitFacts = z.infer<typeof splitSchema>;
export type Results = z.infer<typeof resultsSchema>;
export type NetworkResults = Results["networks"][number];
