import * as fc from "fast-check";
import { flipHorizontal, lapa11 } from "../src/index.ts";
import { anyPair, labelMap } from "./fixtures.ts";

test("flipHorizontal(image) mirrors the pixels and exchanges left and right ids", () => {
  const image = { width: 3, height: 1, data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9) };
  const flipped = flipHorizontal({ id: "a", image, labels: labelMap([2, 6, 5]) }, lapa11);
  expect([...flipped.labels.data]).toEqual([4, 6, 3]);
  expect([...flipped.image.data]).toEqual([7, 8, 9, 4, 5, 6, 1, 2, 3]);
});

test("flipHorizontal(image) leaves its input alone", () => {
  const labels = labelMap([2, 3]);
  const image = { width: 2, height: 1, data: Uint8Array.of(1, 2, 3, 4, 5, 6) };
  flipHorizontal({ id: "a", image, labels }, lapa11);
  expect([...labels.data]).toEqual([2, 3]);
  expect([...image.data]).toEqual([1, 2, 3, 4, 5, 6]);
});

test("flipHorizontal(flipHorizontal(image)) is the image", () => {
  fc.assert(
    fc.property(anyPair(), (pair) =>
      expect(flipHorizontal(flipHorizontal(pair, lapa11), lapa11)).toEqual(pair),
    ),
  );
});
