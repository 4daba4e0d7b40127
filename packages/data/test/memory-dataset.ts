import { type LabeledImage, lapa11 } from "@faceseg/image";
import type { Dataset } from "../src/index.ts";

/** A data set in memory; sample i is an image of one color whose labels are all i % 11. */
export function memoryDataset(count: number, load?: (index: number) => Promise<LabeledImage>): Dataset {
  return {
    name: "memory",
    split: "all",
    taxonomy: lapa11,
    samples: Array.from({ length: count }, (_, index) => ({
      id: `s${index}`,
      load: async ({ size = { width: 2, height: 2 } } = {}) => {
        if (load) return load(index);
        const pixels = size.width * size.height;
        return {
          id: `s${index}`,
          image: { ...size, data: new Uint8Array(3 * pixels).fill(index) },
          labels: { ...size, data: new Uint8Array(pixels).fill(index % 11) },
        };
      },
    })),
  };
}
