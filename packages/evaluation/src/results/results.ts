import { z } from "zod";
import { evaluationSchema } from "./evaluation-schema.ts";
import { combinationSchema, conditionSchema, costSchema, precisionSchema } from "./measurement-schemas.ts";

/** Grows by one when the meaning or place of a value in `results.json` changes. */
export const resultsVersion = 3;

/** The schema of an `Architecture`. */
export const architectureSchema = z.strictObject({
  parameters: z.int(),
  trainableParameters: z.int(),
  /** Multiply-accumulates for one image. */
  macs: z.number(),
  activationBytes: z.number(),
});

/** The schema of a `Training`. */
export const trainingSchema = z.strictObject({
  /** Weights file and how many layers took weights from it; null: random initialization. */
  pretrained: z.strictObject({ file: z.string(), layers: z.int() }).nullable(),
  engine: z.strictObject({ name: z.string(), reason: z.string() }),
  /** One entry for each epoch, as in the CSV file, with its `seconds`. */
  epochs: z.array(z.record(z.string(), z.number())).min(1),
  /** Index in `epochs` of the epoch whose weights were kept. */
  bestEpoch: z.int(),
  /** Why that one, such as "highest validation mean IoU". */
  keptFor: z.string(),
  stoppedBy: z.enum(["epochs", "callback"]),
  /** Sum over the epochs. */
  seconds: z.number(),
  /** Highest resident memory of the process, sampled while this network trained. */
  peakRssBytes: z.number(),
  resumed: z.boolean(),
  /** Name of its `.keras` file; null where there is none. */
  kerasFile: z.string().nullable(),
});

/** The schema of a `NetworkResults`. */
export const networkSchema = z.strictObject({
  /** The caller's name for it; several entries of one name are its trainings, from several seeds. */
  name: z.string().min(1),
  /** As people write it. */
  label: z.string(),
  /** Title of the rows among which it is shown; null: none. */
  group: z.string().nullable(),
  /** For a variant of another network: the name of that one, and what is different. */
  changes: z.strictObject({ of: z.string(), what: z.string() }).nullable(),
  seed: z.int(),
  /** Unique: names its files and drawings. */
  key: z.string().min(1),
  architecture: architectureSchema.nullable(),
  training: trainingSchema.nullable(),
  test: evaluationSchema,
  /** The same on a second data set. */
  other: evaluationSchema.nullable(),
  robustness: z.array(conditionSchema).nullable(),
  costs: costSchema.nullable(),
  precision: z.array(precisionSchema).nullable(),
});

/** The schema of a list of images that cannot be read, each with the reason. */
export const badSamplesSchema = z.array(z.strictObject({ id: z.string(), message: z.string() }));

const splitSchema = z.strictObject({
  dataset: z.string(),
  split: z.string(),
  images: z.int(),
  /** Whether a program drew the images. */
  synthetic: z.boolean(),
  /** What the reader did to labels, in words. */
  notes: z.array(z.string()),
  /** Images that were skipped because they cannot be read. */
  quarantined: badSamplesSchema,
});

const unchecked = z.strictObject({
  version: z.literal(resultsVersion),
  created: z.iso.datetime(),
  /** What was decided before the run, by name: a report lists it as it is. */
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** What a reader should know about the run's limits, one sentence each. */
  notes: z.array(z.string()),
  /** Size in pixels at which images were read, labeled and scored. */
  imageSize: z.strictObject({ width: z.int().min(1), height: z.int().min(1) }),
  /** Seeds from which every network was trained; the first one also draws what is random in an evaluation. */
  seeds: z.array(z.int()).min(1),
  machine: z
    .strictObject({
      cpu: z.string(),
      cores: z.int(),
      memoryBytes: z.number(),
      platform: z.string(),
      node: z.string(),
      packages: z.record(z.string(), z.string()),
    })
    .nullable(),
  /** Class 0 is the background: means leave it out. */
  classes: z
    .array(z.strictObject({ id: z.int(), name: z.string(), color: z.tuple([z.int(), z.int(), z.int()]) }))
    .min(2),
  /** Ids of classes that a mirror exchanges, such as left and right eye. */
  mirrorPairs: z.array(z.tuple([z.int(), z.int()])),
  /** Classes whose scores are also given by size, with what they are called together; null: all parts. */
  smallParts: z.strictObject({ title: z.string(), ids: z.array(z.int()).min(1) }).nullable(),
  data: z.strictObject({
    train: splitSchema.nullable(),
    validation: splitSchema.nullable(),
    test: splitSchema,
    other: splitSchema.nullable(),
  }),
  networks: z.array(networkSchema).min(1),
  combinations: z.array(combinationSchema),
});

/** The schema of `Results`, the content of `results.json`. */
export const resultsSchema = unchecked.superRefine(({ classes, networks, combinations }, context) => {
  const evaluations = [
    ...networks.flatMap(({ name, test, other }) => [test, other].map((one) => ({ name, evaluation: one }))),
    ...combinations.map(({ name, test }) => ({ name, evaluation: test })),
  ];
  const wrong = evaluations.find(({ evaluation }) =>
    evaluation?.images.some(({ counts }) => counts.length !== classes.length ** 2),
  );
  if (wrong) {
    const message = `Expected ${classes.length ** 2} counts for each image of "${wrong.name}", one for each pair of classes`;
    context.addIssue({ code: "custom", message });
  }
});

/** What a network consists of. */
export type Architecture = z.infer<typeof architectureSchema>;

/** What training one network gave. */
export type Training = z.infer<typeof trainingSchema>;

/** Everything about one network, trained from one seed. */
export type NetworkResults = z.infer<typeof networkSchema>;

/** Facts about one set of images. */
export type SplitFacts = z.infer<typeof splitSchema>;

/** `results.json`: everything that a report says, and what other programs can recompute scores from. */
export type Results = z.infer<typeof resultsSchema>;
