import type { Dataset } from "@faceseg/data";
import { ignoreId, type LabeledImage, type LabelMap, type RgbImage, resizeImage } from "@faceseg/image";

/** The 2025 study's input: images with red and blue swapped. */
export function bgr(dataset: Dataset): Dataset {
  const samples = dataset.samples.map((sample): Dataset["samples"][number] => ({
    id: sample.id,
    async load(options) {
      const labeled = await sample.load(options);
      return { ...labeled, image: swapRedAndBlue(labeled.image) };
    },
  }));
  return { ...dataset, samples };
}

/** The same image in blue, green, red. */
export function swapRedAndBlue(image: RgbImage): RgbImage {
  const data = image.data.slice();
  for (let at = 0; at < data.length; at += 3) {
    [data[at], data[at + 2]] = [data[at + 2] as number, data[at] as number];
  }
  return { ...image, data };
}

/**
 * The 2025 study's labels: interpolated between ids, so that a border between hair (10) and background (0) is lined with
 * eyes and lips. Images are shrunk from their own size, labels by OpenCV's bilinear rule: four neighbors, rounded.
 */
export function bilinearLabels(dataset: Dataset, size: number): Dataset {
  const load = async (sample: Dataset["samples"][number]): Promise<LabeledImage> => {
    const { id, image, labels } = await sample.load();
    return { id, image: resizeImage(image, size), labels: interpolated(labels, size) };
  };
  return {
    ...dataset,
    samples: dataset.samples.map((sample) => ({ id: sample.id, load: () => load(sample) })),
  };
}

function interpolated({ width, height, data }: LabelMap, size: number): LabelMap {
  const result = new Uint8Array(size * size);
  const columns = Array.from({ length: size }, (_, x) => neighbors(x, width, size));
  for (let y = 0, to = 0; y < size; y++) {
    const row = neighbors(y, height, size);
    for (const column of columns) {
      const at = (one: number, other: number) => data[one * width + other] as number;
      const corners = [
        at(row.low, column.low),
        at(row.low, column.high),
        at(row.high, column.low),
        at(row.high, column.high),
      ] as const;
      const [a, b, c, d] = corners;
      const upper = a + (b - a) * column.share;
      const lower = c + (d - c) * column.share;
      result[to++] = corners.includes(ignoreId) ? ignoreId : Math.round(upper + (lower - upper) * row.share);
    }
  }
  return { width: size, height: size, data: result };
}

/** The two pixels beside the center of an output pixel, and how near it is to the second. */
function neighbors(index: number, from: number, to: number): { low: number; high: number; share: number } {
  const center = Math.min(Math.max(((index + 0.5) * from) / to - 0.5, 0), from - 1);
  const low = Math.floor(center);
  return { low, high: center > low ? low + 1 : low, share: center - low };
}
