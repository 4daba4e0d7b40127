import type { Dataset } from "@faceseg/data";
import { lapa11 } from "@faceseg/image";
import { rootInverseWeights } from "../src/training/class-weights.ts";

test("rootInverseWeights(dataset) is 1 / sqrt(share), with mean 1 over pixels; ignored pixels do not count", async () => {
  const data = new Uint8Array(32 * 32).fill(255);
  data.fill(0, 0, 90).fill(1, 90, 100);
  const dataset: Dataset = {
    name: "made up",
    split: "train",
    taxonomy: lapa11,
    samples: [
      {
        id: "only",
        load: async ({ size = { width: 1, height: 1 } } = {}) => ({
          id: "only",
          image: { ...size, data: new Uint8Array(size.width * size.height * 3) },
          labels: { ...size, data },
        }),
      },
    ],
  };
  const [background = 0, part = 0, absent] = await rootInverseWeights(dataset, 32, 3);
  expect(part / background).toBeCloseTo(3);
  expect(0.9 * background + 0.1 * part).toBeCloseTo(1);
  expect(absent).toBe(0);
});
