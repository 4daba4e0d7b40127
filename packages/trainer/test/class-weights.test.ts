import type { Batches } from "@faceseg/image";
import fc from "fast-check";
import { classWeights, countPixels } from "../src/index.ts";

const close = (values: number[]) => values.map((value) => expect.closeTo(value, 9));

test("classWeights(pixels, rule) by hand, scaled to a mean of 1 over the pixels; absent classes weigh 0", () => {
  expect(classWeights([90, 10, 0], "inverse")).toEqual(close([5 / 9, 5, 0]));
  // 1 / sqrt(90) : 1 / sqrt(10) = 1 : 3, and 0.9 a + 0.1 * 3 a = 1
  expect(classWeights([90, 10, 0], "root-inverse")).toEqual(close([1 / 1.2, 3 / 1.2, 0]));
  // beta = 0.5: effective numbers 2 (1 - 1/2) = 1 and 2 (1 - 1/8) = 7/4, so weights 1 : 4/7
  expect(classWeights([1, 3], "effective-number", { beta: 0.5 })).toEqual(close([28 / 19, 16 / 19]));
  // frequencies 90/100 and 10/20: medianFrequency weights are as 100/90 : 20/10
  const scale = (100 / 90) * 0.9 + 2 * 0.1;
  expect(classWeights([90, 10, 0], "median-frequency", { presentPixels: [100, 20, 0] })).toEqual(
    close([100 / 90 / scale, 2 / scale, 0]),
  );
  expect(classWeights([90, 10, 0], "median-frequency")).toEqual(close([5 / 9, 5, 0]));
});

test("classWeights(pixels, rule) has mean 1 over the pixels and gives rarer classes no less", () => {
  const counts = fc.array(fc.integer({ min: 1, max: 1e7 }), { minLength: 1, maxLength: 8 });
  const rules = fc.constantFrom("inverse", "root-inverse", "effective-number", "median-frequency");
  fc.assert(
    fc.property(counts, rules, (pixels, rule) => {
      const weights = classWeights(pixels, rule as "inverse");
      const total = pixels.reduce((a, b) => a + b);
      const mean = weights.reduce((sum, weight, id) => sum + (weight * (pixels[id] as number)) / total, 0);
      expect(mean).toBeCloseTo(1, 9);
      const byPixels = weights.map((weight, id) => ({ weight, count: pixels[id] as number }));
      byPixels.sort((a, b) => a.count - b.count);
      for (const [i, { weight }] of byPixels.entries())
        expect(weight).toBeLessThanOrEqual((byPixels[i - 1]?.weight ?? Infinity) * (1 + 1e-9));
    }),
  );
});

test("classWeights refuses unknown rules and counts of nothing", () => {
  expect(() => classWeights([0, 0], "inverse")).toThrow(/a class with at least 1 pixel, got \[0,0\]/);
  expect(() => classWeights([1], "best" as "inverse")).toThrow(/one of "inverse",.*got "best"/);
  expect(() => classWeights([1], "effective-number", { beta: 1 })).toThrow(/beta.*got 1/);
});

test("countPixels(data, numClasses) counts pixels, and those of the pictures where a class occurs; not 255", async () => {
  const data: Batches = {
    length: 1,
    batchSize: 2,
    size: { width: 2, height: 2 },
    async *epoch() {
      const labels = Uint8Array.of(0, 0, 1, 255, 0, 0, 0, 0);
      yield { images: new Float32Array(24), labels, ids: ["a", "b"], width: 2, height: 2 };
    },
  };
  expect(await countPixels(data, 3)).toEqual({ pixels: [6, 1, 0], presentPixels: [7, 3, 0] });
});
