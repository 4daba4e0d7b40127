import { ConfusionMatrix, total } from "../src/index.ts";

const ids = (...values: number[]) => Uint8Array.of(...values);

test("total(images) merges the counts into a new matrix and leaves the images as they are", () => {
  const a = { id: "a", counts: new ConfusionMatrix(2).update(ids(0, 1), ids(0, 1)) };
  const b = { id: "b", counts: new ConfusionMatrix(2).update(ids(1, 1), ids(0, 1)) };
  const merged = total([a, b]);
  expect(Array.from(merged.counts)).toEqual([1, 0, 1, 2]);
  expect(Array.from(a.counts.counts)).toEqual([1, 0, 0, 1]);
  expect(Array.from(total([a]).counts)).toEqual([1, 0, 0, 1]);
});

test("total(images) names the image that has another number of classes", () => {
  const images = [
    { id: "a", counts: new ConfusionMatrix(2) },
    { id: "b", counts: new ConfusionMatrix(3) },
  ];
  expect(() => total(images)).toThrow(
    new RangeError('Expected every image of `images` to have 2 classes like the first, got 3 in "b"'),
  );
});

test("total(images) throws for no image", () => {
  expect(() => total([])).toThrow(new RangeError("Expected `images` to hold at least 1 image, got 0"));
});
