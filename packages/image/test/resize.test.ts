import * as fc from "fast-check";
import { resize, resizeImage, resizeLabels } from "../src/index.ts";
import { anyPair, labelMap } from "./fixtures.ts";

test("resizeLabels(labels, smaller) takes the id under each new center", () => {
  expect([...resizeLabels(labelMap([0, 1, 2, 3, 4, 5]), { width: 2, height: 1 }).data]).toEqual([1, 4]);
  expect([...resizeLabels(labelMap([0, 1, 2, 3]), { width: 2, height: 1 }).data]).toEqual([1, 3]);
});

test("resizeLabels(labels, larger) repeats ids", () => {
  expect([...resizeLabels(labelMap([7, 9], [1, 3]), 4).data]).toEqual([
    7, 7, 9, 9, 7, 7, 9, 9, 1, 1, 3, 3, 1, 1, 3, 3,
  ]);
});

test("resizeLabels(labels, size) never invents an id", () => {
  fc.assert(
    fc.property(anyPair(), fc.integer({ min: 1, max: 20 }), ({ labels }, side) => {
      const known = new Set(labels.data);
      expect(resizeLabels(labels, side).data.every((id) => known.has(id))).toBe(true);
    }),
  );
});

test("resizeImage(image, half) weights pixels by a triangle two pixels wide", () => {
  const data = Uint8Array.from([0, 0, 80, 80].flatMap((value) => [value, value, value]));
  const { data: half } = resizeImage({ width: 4, height: 1, data }, { width: 2, height: 1 });
  // Weights .75 .75 .25 (and .25 outside, left out): 0.25 * 80 / 1.75.
  expect(half[0]).toBe(11);
  expect(half[3]).toBe(69);
});

test("resizeImage(image, double) is bilinear between pixel centers", () => {
  const data = Uint8Array.of(0, 10, 20, 100, 110, 120);
  const { data: double } = resizeImage({ width: 2, height: 1, data }, { width: 4, height: 1 });
  expect([...double]).toEqual([0, 10, 20, 25, 35, 45, 75, 85, 95, 100, 110, 120]);
});

test("resizeImage(image, size) keeps a plain color", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 20 }), (from, to) => {
      const image = { width: from, height: from, data: new Uint8Array(3 * from * from).fill(177) };
      expect(resizeImage(image, to).data.every((value) => value === 177)).toBe(true);
    }),
  );
});

test("resize(image, its own size) is the image", () => {
  fc.assert(
    fc.property(anyPair(), (pair) => {
      const { width, height } = pair.labels;
      expect(resize(pair, { width, height })).toEqual(pair);
    }),
  );
});
