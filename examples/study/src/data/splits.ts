import { augment, batches, type Dataset, remember } from "@faceseg/data";
import { type CelebAMaskDataset, openDataset } from "@faceseg/data/node";
import { syntheticFaces } from "@faceseg/data/synthetic";
import { isSameTaxonomy, type Results, type SplitFacts } from "@faceseg/evaluation";
import { type Batches, lapa11 } from "@faceseg/image";
import type { Config } from "../config/config.ts";
import type { Network } from "../networks/network-list.ts";
import { bgr, bilinearLabels } from "./original-defects.ts";
import { nothing, type Quarantine } from "./quarantine.ts";

/** The images of a run; `other` is the second data set, scored at the end only. */
export interface Splits {
  readonly train: Dataset;
  readonly validation: Dataset;
  readonly test: Dataset;
  readonly other: Dataset | null;
}

/**
 * Opens all splits of a run.
 *
 * @param quarantine Images that are skipped.
 * @throws when a folder is missing or is no data set, or nothing is left of a split.
 */
export async function openSplits(config: Config, quarantine: Quarantine = nothing): Promise<Splits> {
  const { train, validation, test } = config.data === null ? drawn(config) : await opened(config.data);
  const other = config.testData === null ? null : await openDataset(config.testData, "test");
  for (const { taxonomy } of [train, ...(other ? [other] : [])]) {
    if (isSameTaxonomy(taxonomy, lapa11)) continue;
    throw new Error(
      `Expected data with the classes of lapa11, found those of ${taxonomy.name}; faceseg train takes any`,
    );
  }
  const cut = (dataset: Dataset, out: Quarantine["train"]): Dataset => {
    const bad = new Set(out.map(({ id }) => id));
    const samples = dataset.samples.slice(0, config.limit ?? undefined).filter(({ id }) => !bad.has(id));
    if (samples.length === 0) {
      const { name, split } = dataset;
      throw new Error(`Expected ${name} ${split} to have an image that can be read: ${out[0]?.message}`);
    }
    return remember({ ...dataset, samples }, config.size);
  };
  return {
    train: cut(train, quarantine.train),
    validation: cut(validation, quarantine.validation),
    test: cut(test, quarantine.test),
    other: other && cut(other, quarantine.other),
  };
}

/** What the report says about the images; reads every label file where labels may be faulty. */
export async function describeSplits(
  splits: Splits,
  quarantine: Quarantine,
  { data }: Config,
): Promise<Results["data"]> {
  return {
    train: await describeSplit(splits.train, quarantine.train, data === null),
    validation: await describeSplit(splits.validation, quarantine.validation, data === null),
    test: await describeSplit(splits.test, quarantine.test, data === null),
    other: splits.other && (await describeSplit(splits.other, quarantine.other, false)),
  };
}

async function describeSplit(
  dataset: Dataset | CelebAMaskDataset,
  quarantined: Quarantine["train"],
  synthetic: boolean,
): Promise<SplitFacts> {
  const notes: string[] = [];
  if ("swapped" in dataset) {
    const used = new Set(dataset.samples.map(({ id }) => id));
    const swapped = (await dataset.swapped(used)).length;
    const done = dataset.leftRight === "repair" ? "repaired" : "left as they are";
    notes.push(`${swapped} of ${used.size} label maps had left and right swapped: ${done}`);
  }
  return {
    dataset: dataset.name,
    split: dataset.split,
    images: dataset.samples.length,
    synthetic,
    notes,
    quarantined,
  };
}

/** A data set as a network sees it when it is tested. */
export function seenBy({ training }: Network, dataset: Dataset): Dataset {
  return training.bgr ? bgr(dataset) : dataset;
}

/** A data set as a network learns from it. */
export function learnedBy(network: Network, dataset: Dataset, { size }: Config): Dataset {
  const { bilinearLabels: interpolate } = network.training;
  return seenBy(network, interpolate ? remember(bilinearLabels(dataset, size), size) : dataset);
}

/** Shuffled and, if the configuration says so, augmented; every batch is full. */
export function trainingBatches(
  dataset: Dataset,
  { size, batchSize, seed, augment: augmented }: Config,
): Batches {
  const transform = augmented ? { transform: augment() } : {};
  return batches(dataset, { size, batchSize, seed, shuffle: true, dropRemainder: true, ...transform });
}

/** In order, as they are, all of them. */
export function evaluationBatches(dataset: Dataset, { size, batchSize }: Config): Batches {
  return batches(dataset, { size, batchSize });
}

/** One sequence of synthetic faces, cut in three, so that no face is in two splits. */
function drawn({ faces, size, seed }: Config) {
  const { train, validation, test } = faces;
  const all = syntheticFaces({ count: train + validation + test, size, seed });
  const part = (split: string, from: number, count: number): Dataset => ({
    ...all,
    name: "synthetic faces",
    split,
    samples: all.samples.slice(from, from + count),
  });
  return {
    train: part("train", 0, train),
    validation: part("val", train, validation),
    test: part("test", train + validation, test),
  };
}

async function opened(folder: string) {
  const [train, validation, test] = await Promise.all([
    openDataset(folder, "train"),
    openDataset(folder, "val"),
    openDataset(folder, "test"),
  ]);
  return { train, validation, test };
}
