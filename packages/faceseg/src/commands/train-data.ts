import { type AugmentStep, augment, type Dataset, remember, type Transform } from "@faceseg/data";
import { openDataset } from "@faceseg/data/node";
import { syntheticFaces } from "@faceseg/data/synthetic";
import type { Flags } from "../cli/command.ts";
import { number, oneOf, text } from "../cli/parse.ts";

/** Flags of the pictures to learn from. */
export const dataFlags = {
  data: {
    type: "string",
    valueHint: "folder",
    description: "Data set, as of LaPa or CelebAMask-HQ; else drawn faces",
  },
  faces: {
    type: "string",
    valueHint: "n",
    description: "Drawn faces: added to --data (0), or all there is (400)",
  },
  limit: { type: "string", valueHint: "n", description: "At most this many pictures of each split" },
  augment: {
    type: "string",
    valueHint: "mild|strong",
    description: "How far pictures are turned, recoloured and covered (mild)",
  },
} as const;

/** What there is to learn from and to be judged by. */
export interface TrainingData {
  readonly train: Dataset;
  readonly validation: Dataset;
}

/** The pictures that the flags name; real ones are validated on real ones alone. */
export async function openTrainingData(flags: Flags, size: number, seed: number): Promise<TrainingData> {
  const folder = text(flags, "data");
  const limit = number(flags, "limit", Number.POSITIVE_INFINITY, { least: 1 });
  const ready = (dataset: Dataset): Dataset =>
    remember({ ...dataset, samples: dataset.samples.slice(0, limit) }, size);
  if (folder === undefined) {
    const count = number(flags, "faces", 400, { least: 16 });
    // One sequence, cut in two, so that no face is in both.
    const all = syntheticFaces({ count: count + Math.ceil(count / 8), size, seed });
    const part = (split: string, samples: Dataset["samples"]) => ready({ ...all, split, samples });
    return {
      train: part("train", all.samples.slice(0, count)),
      validation: part("val", all.samples.slice(count)),
    };
  }
  const [train, validation] = await Promise.all([openDataset(folder, "train"), openDataset(folder, "val")]);
  const count = number(flags, "faces", 0);
  if (count === 0) return { train: ready(train), validation: ready(validation) };
  const drawn = syntheticFaces({ count, size, seed });
  const both = [...ready(train).samples, ...ready(drawn).samples];
  return { train: { ...train, samples: both }, validation: ready(validation) };
}

/** Faces far from the centre, near and far, in poor light, badly compressed, partly hidden: what a camera shows. */
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

/** What is done to pictures before they are learnt from. */
export function augmentation(flags: Flags): Transform {
  return oneOf(flags, "augment", ["mild", "strong"], "mild") === "strong" ? augment(strong) : augment();
}
