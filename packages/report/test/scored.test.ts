import { galleryIndices } from "../src/analysis/scored.ts";

test("galleryIndices(images, shown) spreads over the set and never repeats", () => {
  expect(galleryIndices(60, 6)).toEqual([5, 15, 25, 35, 45, 55]);
  expect(galleryIndices(2, 6)).toEqual([0, 1]);
  expect(galleryIndices(0, 6)).toEqual([]);
});
