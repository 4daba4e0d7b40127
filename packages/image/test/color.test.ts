import * as fc from "fast-check";
import { adjustColor, type ColorAdjustment } from "../src/index.ts";
import { anyPair, labelMap } from "./fixtures.ts";

const adjusted = (rgb: number[], adjustment: ColorAdjustment) => {
  const labels = labelMap(new Array(rgb.length / 3).fill(1));
  const image = { width: rgb.length / 3, height: 1, data: Uint8Array.from(rgb) };
  return [...adjustColor({ id: "a", image, labels }, adjustment).image.data];
};

test("adjustColor(image, {}) is the image", () => {
  fc.assert(fc.property(anyPair(), (pair) => expect(adjustColor(pair, {})).toEqual(pair)));
});

test("adjustColor(image, { brightness }) multiplies and stops at 255", () => {
  expect(adjusted([10, 100, 200], { brightness: 1.5 })).toEqual([15, 150, 255]);
});

test("adjustColor(image, { contrast }) spreads from the mean gray of the image", () => {
  expect(adjusted([50, 50, 50, 150, 150, 150], { contrast: 0.5 })).toEqual([75, 75, 75, 125, 125, 125]);
  expect(adjusted([50, 50, 50, 150, 150, 150], { contrast: 0, brightness: 2 })).toEqual(
    new Array(6).fill(200),
  );
});

test("adjustColor(image, { saturation: 0 }) is each pixel's luma", () => {
  expect(adjusted([255, 0, 0, 0, 0, 255], { saturation: 0 })).toEqual([76, 76, 76, 29, 29, 29]);
});

test("adjustColor(image, { hue: 120 }) turns red toward green and keeps luma and grays", () => {
  const [r, g, b] = adjusted([150, 100, 100], { hue: 120 }) as [number, number, number];
  expect(g).toBeGreaterThan(r);
  expect(g).toBeGreaterThan(b);
  expect(0.299 * r + 0.587 * g + 0.114 * b).toBeCloseTo(0.299 * 150 + 0.701 * 100, 0);
  expect(adjusted([90, 90, 90], { hue: 77 })).toEqual([90, 90, 90]);
});

test("adjustColor(image, adjustment) does not touch the labels", () => {
  fc.assert(
    fc.property(anyPair(), (pair) => {
      const changed = adjustColor(pair, { brightness: 0.7, contrast: 1.2, saturation: 0.3, hue: 10 });
      expect(changed.labels).toEqual(pair.labels);
    }),
  );
});

test("adjustColor(image, adjustment) names a factor below 0", () => {
  expect(() => adjusted([1, 2, 3], { contrast: -1 })).toThrow(
    "Expected `contrast` to be a factor of at least 0, got -1",
  );
  expect(() => adjusted([1, 2, 3], { hue: Number.NaN })).toThrow("Expected `hue` in degrees");
});
