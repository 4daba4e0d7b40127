import { z } from "zod";
import { evaluationSchema } from "./evaluation-schema.ts";
import { combinationSchema, conditionSchema, costSchema, precisionSchema } from "./measurement-schemas.ts";

/** Grows by one when the meaning or place of a value in `results.json` changes. */
export const resultsVersion = 3;

/** The schema of an `Architecture`. */
export const architectureSchema = z.strictObject({
  /** Number of weights. */
  parameters: z.int(),
  /** Number of weights that training changes. */
  trainableParameters: z.int(),
  /** Multiply-accumulates for one image. */
  macs: z.number(),
  /** Bytes of the outputs of all layers in float32, for one image. */
  activationBytes: z.number(),
});

/** The schema of a `Training`. */
export const trainingSchema = z.strictObject({
  /** Weights file and how many layers took weights from it; null: random initialization. */
  pretrained: z
    .strictObject({
      /** Name of the weights file. */
      file: z.string(),
      /** Number of layers that took weights from it. */
      layers: z.int(),
    })
    .nullable(),
  /** Engine that trained the network. */
  engine: z.strictObject({
    /** Name of the engine, such as "tensorflow". */
    name: z.string(),
    /** Why this engine was chosen. */
    reason: z.string(),
  }),
  /** One entry for each epoch, as in the CSV file, with its `seconds`. */
  epochs: z.array(z.record(z.string(), z.number())).min(1),
  /** Index in `epochs` of the epoch whose weights were kept. */
  bestEpoch: z.int(),
  /** Why that one, such as "highest validation mean IoU". */
  keptFor: z.string(),
  /** "epochs": all epochs were trained; "callback": a callback ended the training early. */
  stoppedBy: z.enum(["epochs", "callback"]),
  /** Duration in seconds, summed over the epochs. */
  seconds: z.number(),
  /** Highest resident memory of the process in bytes, sampled while this network trained. */
  peakRssBytes: z.number(),
  /** Whether the training continued from a checkpoint. */
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
  changes: z
    .strictObject({
      /** Name of the other network. */
      of: z.string(),
      /** What is different, in words. */
      what: z.string(),
    })
    .nullable(),
  /** Seed from which it was trained. */
  seed: z.int(),
  /** Unique: names its files and drawings. */
  key: z.string().min(1),
  /** Parameters and operations; null where they are not known. */
  architecture: architectureSchema.nullable(),
  /** How it was trained; null where that is not known. */
  training: trainingSchema.nullable(),
  /** What it scored on the test images. */
  test: evaluationSchema,
  /** What it scored on a second data set; null where there is none. */
  other: evaluationSchema.nullable(),
  /** What it scored under each robustness condition; null where none was tested. */
  robustness: z.array(conditionSchema).nullable(),
  /** What it costs to store and to run; null where that was not measured. */
  costs: costSchema.nullable(),
  /** What it scores when exported in each precision; null where that was not measured. */
  precision: z.array(precisionSchema).nullable(),
});

/** The schema of a list of images that cannot be read, each with the reason. */
export const badSamplesSchema = z.array(
  z.strictObject({
    /** Id of the image in the data set. */
    id: z.string(),
    /** Why it cannot be read. */
    message: z.string(),
  }),
);

const splitSchema = z.strictObject({
  /** Name of the data set. */
  dataset: z.string(),
  /** Which part of it, such as "test". */
  split: z.string(),
  /** Number of images. */
  images: z.int(),
  /** Whether a program drew the images. */
  synthetic: z.boolean(),
  /** What the reader did to labels, in words. */
  notes: z.array(z.string()),
  /** Images that were skipped because they cannot be read. */
  quarantined: badSamplesSchema,
});

const unchecked = z.strictObject({
  /** Version of the file format. */
  version: z.literal(resultsVersion),
  /** When the results were made, in ISO 8601 and UTC. */
  created: z.iso.datetime(),
  /** What was decided before the run, by name: a report lists it as it is. */
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** What a reader should know about the run's limits, one sentence each. */
  notes: z.array(z.string()),
  /** Size in pixels at which images were read, labeled and scored. */
  imageSize: z.strictObject({
    /** Width in pixels. */
    width: z.int().min(1),
    /** Height in pixels. */
    height: z.int().min(1),
  }),
  /** Seeds from which every network was trained; the first one also draws what is random in an evaluation. */
  seeds: z.array(z.int()).min(1),
  /** Machine on which the run was made; null where it is not known. */
  machine: z
    .strictObject({
      /** Model of the processor. */
      cpu: z.string(),
      /** Number of processor cores that a program may use. */
      cores: z.int(),
      /** Total memory in bytes. */
      memoryBytes: z.number(),
      /** Operating system, its release and the architecture, such as "Linux 6.8.0, x64". */
      platform: z.string(),
      /** Version of Node.js, such as "v22.12.0". */
      node: z.string(),
      /** Versions of packages, by name. */
      packages: z.record(z.string(), z.string()),
    })
    .nullable(),
  /** Class 0 is the background: means leave it out. */
  classes: z
    .array(
      z.strictObject({
        /** Its place in the list. */
        id: z.int(),
        /** Name of the class, such as "left eye". */
        name: z.string(),
        /** [red, green, blue], each from 0 to 255. */
        color: z.tuple([z.int(), z.int(), z.int()]),
      }),
    )
    .min(2),
  /** Ids of classes that a mirror exchanges, such as left and right eye. */
  mirrorPairs: z.array(z.tuple([z.int(), z.int()])),
  /** Classes whose scores are also given by size, with what they are called together; null: all parts. */
  smallParts: z
    .strictObject({
      /** What the classes are called together, such as "eyes and brows". */
      title: z.string(),
      /** Ids of the classes. */
      ids: z.array(z.int()).min(1),
    })
    .nullable(),
  /** Facts about the sets of images. */
  data: z.strictObject({
    /** Training set; null where it is not known. */
    train: splitSchema.nullable(),
    /** Validation set; null where it is not known. */
    validation: splitSchema.nullable(),
    /** Test set. */
    test: splitSchema,
    /** Second data set; null where there is none. */
    other: splitSchema.nullable(),
  }),
  /** The networks, one entry for each name and seed. */
  networks: z.array(networkSchema).min(1),
  /** Combinations of the networks' predictions. */
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
