import { colorize, ignoreId, lapa11, toSize } from "../src/index.ts";
import { labelMap } from "./fixtures.ts";

test("classes are LaPa's 11, in order of id, each of another color", () => {
  expect(lapa11.classes.map(({ id }) => id)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(new Set(lapa11.classes.map(({ color }) => color.join())).size).toBe(11);
});

test("mirrorPairs are the classes called left and right", () => {
  const named = lapa11.mirrorPairs.map((pair) => pair.map((id) => lapa11.classes[id]?.name));
  expect(named).toEqual([
    ["left eyebrow", "right eyebrow"],
    ["left eye", "right eye"],
  ]);
});

test("colorize(labels) draws each class in its color, ignored pixels in white", () => {
  const { data } = colorize(labelMap([0, 10], [ignoreId, 1]), lapa11);
  expect([...data]).toEqual([0, 0, 0, 140, 82, 45, 255, 255, 255, 204, 164, 133]);
});

test("colorize(labels) names an id that is no class, and its place", () => {
  expect(() => colorize(labelMap([0, 0], [0, 11]), lapa11)).toThrow(
    new RangeError("Expected `labels` in 0..10 or 255 (ignore), got 11 at x 1, y 1"),
  );
});

test("toSize(number) is a square; toSize(size) names a side that is no pixel count", () => {
  expect(toSize(3)).toEqual({ width: 3, height: 3 });
  expect(() => toSize({ width: 3, height: 2.6 })).toThrow("got 2.6; the nearest is 3");
  expect(() => toSize(0)).toThrow("the nearest is 1");
  expect(() => toSize(Number.NaN)).toThrow("got NaN");
});
