import { type Dataset, ignoreId } from "@faceseg/data";
import { classWeights } from "@faceseg/trainer";

/**
 * A loss weight for each class: one over the square root of its share of the pixels, scaled to a mean of 1 over
 * pixels. A class that never occurs has weight 0.
 */
export async function rootInverseWeights(
  dataset: Dataset,
  size: number,
  numClasses: number,
): Promise<number[]> {
  const counts = new Array<number>(numClasses).fill(0);
  for (const sample of dataset.samples) {
    const { labels } = await sample.load({ size: { width: size, height: size } });
    for (const id of labels.data) if (id !== ignoreId) counts[id] = (counts[id] ?? 0) + 1;
  }
  return classWeights(counts, "rootInverse");
}
