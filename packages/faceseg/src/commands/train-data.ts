import { UsageError } from "@faceseg/core";
import { type AugmentStep, augment, type Dataset, remember, type Transform } from "@faceseg/data";
import { openDataset } from "@faceseg/data/node";
import { syntheticFaces } from "@faceseg/data/synthetic";
import { isSameTaxonomy } from "@faceseg/evaluation";
import { lapa11 } from "@faceseg/image";
import type { Flags } from "../cli/command.ts";
import { number, oneOf, text } from "../cli/parse.ts";
import { dataFlags, datasetOptions, sharesFlag } from "./data-flags.ts";

/** Flags of the training data. */
export const trainingFlags = {
  ...dataFlags,
  ...sharesFlag,
  faces: {
    type: "string",
    valueHint: "n",
    description: "Synthetic faces: added to --data (0), or the whole data set (400)",
  },
  limit: { type: "string", valueHint: "n", description: "At most this many images of each split" },
  augment: {
    type: "string",
    valueHint: "mild|strong",
    description: "Strength of the augmentation (mild)",
  },
} as const;

/** What the flags say about the data: a resumed run must say the same. */
export const dataSettings = (flags: Flags): Record<string, string | null> => ({
  ...Object.fromEntries(Object.keys(trainingFlags).map((name) => [name, text(flags, name) ?? null])),
  augment: text(flags, "augment", "mild"),
});

/** A training and a validation set. */
export interface TrainingData {
  /** Images to train on. */
  readonly train: Dataset;
  /** Images to validate on. */
  readonly validation: Dataset;
}

/** Opens the data that the flags name. With `--data`, validation uses real images only. */
export async function openTrainingData(flags: Flags, size: number, seed: number): Promise<TrainingData> {
  const folder = text(flags, "data");
  const limit = number(flags, "limit", Number.POSITIVE_INFINITY, { min: 1 });
  const ready = (dataset: Dataset): Dataset =>
    remember({ ...dataset, samples: dataset.samples.slice(0, limit) }, size);
  if (folder === undefined) {
    const unused = ["images", "labels", "classes", "taxonomy", "masks", "coding", "split"].find(
      (name) => flags[name] !== undefined,
    );
    if (unused !== undefined)
      throw new UsageError(`Expected \`--${unused}\` with \`--data\`, got it without`);
    const count = number(flags, "faces", 400, { min: 16 });
    // One sequence split in two, so that no face is in both.
    const all = syntheticFaces({ count: count + Math.ceil(count / 8), size, seed });
    const part = (split: string, samples: Dataset["samples"]) => ready({ ...all, split, samples });
    return {
      train: part("train", all.samples.slice(0, count)),
      validation: part("val", all.samples.slice(count)),
    };
  }
  const how = await datasetOptions(flags);
  const [train, validation] = await Promise.all([
    openDataset(folder, "train", how),
    openDataset(folder, "val", how),
  ]);
  const count = number(flags, "faces", 0);
  if (count > 0 && !isSameTaxonomy(train.taxonomy, lapa11)) {
    throw new UsageError(
      `Expected \`--faces\` with the classes of lapa11 only, as synthetic faces have them, got those of ${train.taxonomy.name}`,
    );
  }
  if (count === 0) return { train: ready(train), validation: ready(validation) };
  const synthetic = syntheticFaces({ count, size, seed });
  const both = [...ready(train).samples, ...ready(synthetic).samples];
  return { train: { ...train, samples: both }, validation: ready(validation) };
}

/** Faces off center, near and far, in poor light, badly compressed, partly hidden: what cameras show. */
const strong: readonly AugmentStep[] = [
  { kind: "flip" },
  { kind: "affine", angle: [-20, 20], zoom: [0.75, 1.3], x: [-0.1, 0.1], y: [-0.1, 0.1] },
  { kind: "color", brightness: [0.7, 1.3], contrast: [0.7, 1.3], saturation: [0.6, 1.4], hue: [-8, 8] },
  { kind: "shadow", p: 0.15 },
  { kind: "blur", p: 0.1 },
  { kind: "noise", p: 0.1 },
  { kind: "jpeg", p: 0.1 },
  { kind: "occluder", p: 0.15 },
];

/** The augmentation that the flags ask for. */
export function augmentation(flags: Flags): Transform {
  return oneOf(flags, "augment", ["mild", "strong"], "mild") === "strong" ? augment(strong) : augment();
}
