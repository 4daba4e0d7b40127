import type { Dataset } from "@faceseg/data";
import { type LabeledImage, lapa11 } from "@faceseg/image";
import { bgr, bilinearLabels } from "../src/data/original-defects.ts";

const image: LabeledImage = {
  id: "a",
  image: { width: 4, height: 2, data: Uint8Array.from({ length: 24 }, (_, i) => i) },
  labels: { width: 4, height: 2, data: Uint8Array.of(0, 0, 10, 10, 0, 4, 10, 255) },
};
const dataset: Dataset = {
  name: "one",
  split: "train",
  taxonomy: lapa11,
  samples: [{ id: "a", load: async () => image }],
};

test("bgr(dataset) exchanges red and blue and leaves labels and the original alone", async () => {
  const seen = await bgr(dataset).samples[0]?.load();
  expect(Array.from(seen?.image.data.subarray(0, 6) ?? [])).toEqual([2, 1, 0, 5, 4, 3]);
  expect(seen?.labels).toBe(image.labels);
  expect(image.image.data[0]).toBe(0);
});

test("bilinearLabels(dataset, size) rounds between ids, by hand, and keeps what touches ignored pixels ignored", async () => {
  const seen = await bilinearLabels(dataset, 2).samples[0]?.load();
  // Columns 0.5 and 2.5, row 0 and 1: means of neighbours; (0 + 4) / 2 = 2 is a brow where nobody has one.
  expect(seen?.labels).toEqual({ width: 2, height: 2, data: Uint8Array.of(0, 10, 2, 255) });
  expect(seen?.image).toMatchObject({ width: 2, height: 2 });
});
