import type { LabeledImage } from "@faceseg/image";
import type { Dataset } from "./sample.ts";

/**
 * The same data set, which decodes or draws each of its images once at a size and keeps it in memory: epochs after the
 * first are spent on learning alone. Images asked for at other sizes are loaded each time.
 *
 * @param size Width and height, in pixels.
 * @param budget Bytes that the images may take (4 a pixel); the data set comes back unchanged where they need more.
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
