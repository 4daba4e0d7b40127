import { batches, type Dataset } from "@faceseg/data";
import { classWeights, countPixels } from "@faceseg/trainer";

/**
 * A loss weight for each class: one over the square root of its share of the pixels, scaled to a mean of 1 over
 * pixels. A class that never occurs has weight 0.
 */
export async function rootInverseWeights(
  dataset: Dataset,
  size: number,
  numClasses: number,
): Promise<number[]> {
  const { pixels } = await countPixels(batches(dataset, { size, batchSize: 1 }), numClasses);
  return classWeights(pixels, "root-inverse");
}
