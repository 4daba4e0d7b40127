import type { Dataset, LabelledPicture } from "@faceseg/data";

/** Memory that remembered pictures of one split may take, in bytes. */
const budget = 2 ** 29;

/**
 * The same data set, which draws or decodes each of its pictures once and keeps them in memory; unchanged when they
 * would not fit. Every epoch after the first is then spent on learning alone.
 */
export function remember(dataset: Dataset, size: number): Dataset {
  const bytes = dataset.samples.length * size * size * 4;
  if (bytes > budget) return dataset;
  const samples = dataset.samples.map((sample) => {
    let kept: Promise<LabelledPicture> | undefined;
    return {
      id: sample.id,
      load(options?: { size?: { width: number; height: number } }) {
        const { width, height } = options?.size ?? {};
        if (width !== size || height !== size) return sample.load(options);
        kept ??= sample.load(options);
        return kept;
      },
    };
  });
  return { ...dataset, samples };
}
