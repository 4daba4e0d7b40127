import * as fc from "fast-check";
import { affine, compose, flipHorizontal, lapa11, type Matrix } from "../src/index.ts";
import { anyPair, labelMap } from "./fixtures.ts";

const identity: Matrix = [1, 0, 0, 0, 1, 0];
const gray = (...values: number[]) => Uint8Array.from(values.flatMap((value) => [value, value, value]));
const row = (...values: number[]) => ({
  id: "row",
  image: { width: values.length, height: 1, data: gray(...values) },
  labels: labelMap(values.map((_, index) => index)),
});

test("affine(image, identity) is the image", () => {
  fc.assert(fc.property(anyPair(), (pair) => expect(affine(pair, identity)).toEqual(pair)));
});

test("affine(image, shift by whole pixels) moves both; outside is the edge's color, labeled 255", () => {
  const { image, labels } = affine(row(10, 20, 30), [1, 0, 1, 0, 1, 0]);
  expect([...image.data]).toEqual([...gray(20, 30, 30)]);
  expect([...labels.data]).toEqual([1, 2, 255]);
});

test("affine(image, shift by a quarter) mixes colors 3 to 1 and no ids", () => {
  const { image, labels } = affine(row(0, 100, 200), [1, 0, 0.25, 0, 1, 0]);
  expect([...image.data]).toEqual([...gray(25, 125, 200)]);
  expect([...labels.data]).toEqual([0, 1, 2]);
});

test("affine(image, half) shows the upper left quarter twice as large", () => {
  const { labels } = affine({ ...row(0, 50, 100, 150) }, [0.5, 0, 0, 0, 0.5, 0]);
  expect([...labels.data]).toEqual([0, 0, 1, 1]);
});

test("affine(image, quarter turn) turns image and labels alike", () => {
  const labels = labelMap([0, 1], [6, 7]);
  const image = { width: 2, height: 2, data: gray(0, 10, 60, 70) };
  // The output's (x, y) shows the input's (y, 2 - x).
  const turned = affine({ id: "turn", image, labels }, [0, 1, 0, -1, 0, 2]);
  expect([...turned.labels.data]).toEqual([6, 0, 7, 1]);
  expect([...turned.image.data]).toEqual([...gray(60, 0, 70, 10)]);
});

test("affine(image, mirror) is flipHorizontal(image), ids exchanged", () => {
  fc.assert(
    fc.property(anyPair(), (pair) =>
      expect(affine(pair, [-1, 0, pair.image.width, 0, 1, 0], lapa11)).toEqual(flipHorizontal(pair, lapa11)),
    ),
  );
});

test("compose(first, second) applies first, then second", () => {
  const doubled: Matrix = [2, 0, 0, 0, 2, 0];
  const shifted: Matrix = [1, 0, 3, 0, 1, 5];
  expect(compose(doubled, shifted)).toEqual([2, 0, 3, 0, 2, 5]);
  expect(compose(shifted, doubled)).toEqual([2, 0, 6, 0, 2, 10]);
});

test("affine(image, matrix) refuses a matrix that flattens the image", () => {
  expect(() => affine(row(1, 2), [1, 1, 0, 1, 1, 0])).toThrow("Expected `matrix` to be invertible");
  expect(() => affine(row(1, 2), [1, 0, Number.NaN, 0, 1, 0])).toThrow(RangeError);
});

test("affine(image, mirror) without a taxonomy is refused: it cannot tell which ids change sides", () => {
  expect(() => affine(row(1, 2), [-1, 0, 2, 0, 1, 0])).toThrow("Expected `taxonomy` for a move that mirrors");
});
