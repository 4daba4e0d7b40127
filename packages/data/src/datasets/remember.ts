import type { LabeledImage } from "@faceseg/image";
import type { Dataset } from "./sample.ts";

/**
 * The same data set, keeping its images in memory: each one is decoded or drawn once at `size`, so that later epochs
 * do not wait for it. Images at other sizes are loaded each time.
 *
 * @param size Width and height, in pixels.
 * @param budget Most bytes that the images may take, at 4 bytes a pixel. A larger data set is returned unchanged.
 * @example
 * const train = remember(await openDataset("LaPa", "train"), 128);
 */
export function remember(dataset: Dataset, size: number, budget = 2 ** 29): Dataset {
  const bytes = dataset.samples.length * size * size * 4;
  if (bytes > budget) return dataset;
  const samples = dataset.samples.map((sample) => {
    let kept: Promise<LabeledImage> | undefined;
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
