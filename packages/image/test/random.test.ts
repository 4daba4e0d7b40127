import * as fc from "fast-check";
import { createRandom } from "../src/index.ts";

const draw = (...keys: [number, ...(number | string)[]]) => {
  const random = createRandom(...keys);
  return [random.uniform(), random.integer(0, 1e6), random.normal()];
};

test("createRandom(seed, ...keys) gives the same stream for the same keys", () => {
  expect(draw(1, 2, "a")).toEqual(draw(1, 2, "a"));
});

test("createRandom(seed, ...keys) tells order, kind and number of keys apart", () => {
  const streams = [
    draw(1),
    draw(1, 0),
    draw(0, 1),
    draw(1, "0"),
    draw(1, "a", "b"),
    draw(1, "ab"),
    draw(-1),
    draw(0.5),
  ];
  expect(new Set(streams.map(([first]) => first)).size).toBe(streams.length);
});

test("createRandom(seed, ...keys) gives unrelated first numbers for neighboring keys", () => {
  const firsts = Array.from({ length: 4000 }, (_, key) => createRandom(7, 0, key).uniform());
  const mean = firsts.reduce((sum, value) => sum + value) / firsts.length;
  const products = firsts.slice(1).map((value, index) => (value - 0.5) * ((firsts[index] as number) - 0.5));
  const correlation = products.reduce((sum, value) => sum + value) / products.length / (1 / 12);
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.02);
  expect(Math.abs(correlation)).toBeLessThan(0.06);
});

test("random.uniform(from, to) stays in [from, to)", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: -100, max: 100 }), (seed, from) => {
      const value = createRandom(seed).uniform(from, from + 2);
      expect(value).toBeGreaterThanOrEqual(from);
      expect(value).toBeLessThan(from + 2);
    }),
  );
});

test("random.integer(from, to) takes every value, both ends included", () => {
  const random = createRandom(3);
  const seen = new Set(Array.from({ length: 200 }, () => random.integer(-1, 2)));
  expect([...seen].sort()).toEqual([-1, 0, 1, 2]);
});

test("random.normal(mean, deviation) has that mean and deviation", () => {
  const random = createRandom(4);
  const values = Array.from({ length: 5000 }, () => random.normal(10, 2));
  const mean = values.reduce((sum, value) => sum + value) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  expect(Math.abs(mean - 10)).toBeLessThan(0.1);
  expect(Math.abs(Math.sqrt(variance) - 2)).toBeLessThan(0.1);
});
