import { fromOklab, parseColor, toOklab } from "@faceseg/image";
import * as fc from "fast-check";
import { feather, overlay, paint, recolor } from "../src/index.ts";

const byte = fc.integer({ min: 0, max: 255 });

// Figures of CSS Color 4 for the keywords red, lime, blue, white and rebeccapurple.
test.each([
  [
    [255, 0, 0],
    [0.62796, 0.22486, 0.12585],
  ],
  [
    [0, 255, 0],
    [0.86644, -0.23389, 0.1795],
  ],
  [
    [0, 0, 255],
    [0.45201, -0.03246, -0.31153],
  ],
  [
    [255, 255, 255],
    [1, 0, 0],
  ],
  [
    [102, 51, 153],
    [0.44027, 0.08818, -0.13386],
  ],
] as const)("toOklab(%j) is %j", ([r, g, b], expected) => {
  toOklab(r, g, b).forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i] as number, 4);
  });
});

test("fromOklab(toOklab(rgb)) is rgb", () => {
  fc.assert(
    fc.property(byte, byte, byte, (r, g, b) => {
      expect(fromOklab(toOklab(r, g, b)).map(Math.round)).toEqual([r, g, b]);
    }),
  );
});

test("fromOklab of a color that screens lack keeps lightness and hue", () => {
  const [light, a, b] = toOklab(...(fromOklab([0.6, 0.5, 0.2]).map(Math.round) as [number, number, number]));
  expect(light).toBeCloseTo(0.6, 2);
  expect(b / a).toBeCloseTo(0.4, 1);
});

test("recolor(image, alpha, color) keeps the lightness of every pixel and takes the color's hue", () => {
  const target = toOklab(180, 20, 60);
  fc.assert(
    fc.property(byte, byte, byte, (r, g, b) => {
      const image = { width: 1, height: 1, data: Uint8Array.of(r, g, b) };
      const { data } = recolor(image, Float32Array.of(1), [180, 20, 60], { strength: 1 });
      const [before] = toOklab(r, g, b);
      const [after, greenRed, blueYellow] = toOklab(data[0] as number, data[1] as number, data[2] as number);
      expect(Math.abs(after - before)).toBeLessThan(0.012);
      if (before < 0.3 || before > 0.9) return; // rounding to bytes turns the hue of what is nearly black or white
      const turn = Math.atan2(blueYellow, greenRed) - Math.atan2(target[2], target[1]);
      expect(Math.abs(turn)).toBeLessThan(0.12);
    }),
  );
});

test("recolor(image, alpha, color) leaves alpha 0 alone, and blends by alpha and strength", () => {
  const image = { width: 3, height: 1, data: Uint8Array.from([120, 120, 120, 120, 120, 120, 120, 120, 120]) };
  const { data } = recolor(image, Float32Array.of(0, 0.5, 1), "#c81e50", { strength: 1 });
  const chroma = [0, 4, 8].map((at) => {
    const [, a, b] = toOklab(data[at] as number, data[at + 1] as number, data[at + 2] as number);
    return Math.hypot(a, b);
  }) as [number, number, number];
  expect([...data.subarray(0, 4)]).toEqual([120, 120, 120, 255]);
  expect(chroma[1] / chroma[2]).toBeCloseTo(0.5, 1);
  expect([...recolor(image, Float32Array.of(1, 1, 1), "#c81e50", { strength: 0 }).data]).toEqual([
    120, 120, 120, 255, 120, 120, 120, 255, 120, 120, 120, 255,
  ]);
});

test("recolor(image, alpha, color, { lightness: 1 }) brings the mean lightness to the color's, the relief stays", () => {
  const image = { width: 2, height: 1, data: Uint8Array.from([20, 18, 16, 60, 54, 48]) };
  const { data } = recolor(image, Float32Array.of(1, 1), [220, 190, 120], { strength: 1, lightness: 1 });
  const lightness = [0, 4].map(
    (at) => toOklab(data[at] as number, data[at + 1] as number, data[at + 2] as number)[0],
  );
  const [dark, bright] = lightness as [number, number];
  expect((dark + bright) / 2).toBeCloseTo(toOklab(220, 190, 120)[0], 1);
  const before = [toOklab(20, 18, 16)[0], toOklab(60, 54, 48)[0]] as const;
  expect(bright / dark).toBeGreaterThan(1.2);
  expect(before[1] / before[0]).toBeGreaterThan(bright / dark - 0.2);
});

test("recolor(...) says what is legal", () => {
  const image = { width: 1, height: 1, data: Uint8Array.of(1, 2, 3) };
  expect(() => recolor(image, new Float32Array(2), "#fff")).toThrow(
    "Expected `alpha` to have 1 elements, got 2",
  );
  expect(() => recolor(image, new Float32Array(1), "red")).toThrow('Expected `color` to be like "#b4143c"');
  expect(() => recolor(image, new Float32Array(1), "#fff", { strength: 2 })).toThrow(
    "Expected `strength` to be a number from 0 to 1, got 2; the nearest is 1",
  );
  expect(parseColor("#f80")).toEqual([255, 136, 0]);
});

test("feather(mask, size, radius) is two box means across and down, borders going on", () => {
  const size = { width: 9, height: 7 };
  const mask = Uint8Array.from({ length: 63 }, (_, at) => ((at * 7919) % 13 < 5 ? 1 : 0));
  const clamp = (value: number, most: number) => Math.min(Math.max(value, 0), most);
  const mean = (values: Float64Array): Float64Array =>
    values.map((_, at) => {
      let sum = 0;
      for (let dy = -2; dy <= 2; dy++) {
        for (let dx = -2; dx <= 2; dx++) {
          const x = clamp((at % 9) + dx, 8);
          const y = clamp(Math.floor(at / 9) + dy, 6);
          sum += values[y * 9 + x] as number;
        }
      }
      return sum / 25;
    });
  // Two box means of 5 x 5; a mean across and one down are the mean of the square.
  const expected = mean(mean(Float64Array.from(mask)));
  feather(mask, size, 4).forEach((value, at) => {
    expect(value).toBeCloseTo(expected[at] as number, 5);
  });
  expect([...feather(mask, size, 0)]).toEqual([...mask]);
  expect(feather(new Uint8Array(63).fill(1), size, 4).every((value) => Math.abs(value - 1) < 1e-6)).toBe(
    true,
  );
});

const classes = [
  { id: 0, name: "background", color: [0, 0, 0] },
  { id: 1, name: "skin", color: [200, 100, 50] },
] as const;

test("paint(labels, classes) draws all but the background on nothing; ids choose", () => {
  const labels = { width: 3, height: 1, data: Uint8Array.of(0, 1, 255) };
  expect([...paint(labels, classes).data]).toEqual([0, 0, 0, 0, 200, 100, 50, 255, 0, 0, 0, 0]);
  expect([...paint(labels, classes, { ids: [0] }).data]).toEqual([0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 0]);
});

test("overlay(image, labels, classes, { opacity }) mixes colors where parts are", () => {
  const image = { width: 2, height: 1, data: Uint8Array.of(100, 100, 100, 100, 100, 100) };
  const labels = { width: 2, height: 1, data: Uint8Array.of(0, 1) };
  expect([...overlay(image, labels, classes, { opacity: 0.25 }).data]).toEqual([
    100, 100, 100, 255, 125, 100, 88, 255,
  ]);
  expect([...image.data]).toEqual([100, 100, 100, 100, 100, 100]);
  expect(() => overlay({ ...image, width: 1, data: image.data.subarray(3) }, labels, classes)).toThrow(
    "Expected `image` to have 2 x 1 pixels, got 1 x 1",
  );
});
