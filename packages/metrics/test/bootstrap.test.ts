import { readFileSync } from "node:fs";
import fc from "fast-check";
import {
  bootstrap,
  ConfusionMatrix,
  type Difference,
  distribution,
  type ImageCounts,
  imageTable,
  iou,
  meanIou,
  overlapTable,
  total,
} from "../src/index.ts";
import { xoshiro128, xoshiro128From } from "../src/xoshiro.ts";

// Written by golden/make-xoshiro.c.
const file = new URL("./golden/xoshiro.json", import.meta.url);
const golden = JSON.parse(readFileSync(file, "utf8")) as {
  readonly fromState1234: number[];
  readonly fromSeed: { readonly seed: number; readonly numbers: number[] }[];
};

/** Images of 40 pixels and 3 classes, of which a share is predicted wrongly. */
function images(count: number, wrong: number, seed: number): ImageCounts[] {
  const random = xoshiro128(seed);
  const share = () => random() / 2 ** 32;
  return Array.from({ length: count }, (_, i) => {
    const truth = Uint8Array.from({ length: 40 }, (_, pixel) => (pixel + i) % 3);
    const prediction = truth.map((id) => (share() < wrong ? Math.floor(3 * share()) : id));
    return { id: `${i}`, counts: new ConfusionMatrix(3).update(truth, prediction) };
  });
}

const numbers = (values: readonly number[]) =>
  imageTable(
    values.map((value, i) => ({ id: `${i}`, counts: [value] })),
    (row) => row,
    (sum) => sum[0] as number,
  );

test("xoshiro128(seed) is the reference code's stream", () => {
  const take = (next: () => number) => Array.from({ length: 12 }, next);
  expect(take(xoshiro128From([1, 2, 3, 4]))).toEqual(golden.fromState1234);
  for (const { seed, numbers } of golden.fromSeed) expect(take(xoshiro128(seed))).toEqual(numbers);
});

test("bootstrap(options) is what drawing the images one by one and adding their matrices gives", () => {
  const models = { a: images(25, 0.2, 1), b: images(25, 0.3, 2) };
  const result = bootstrap({
    models: { a: overlapTable(models.a), b: overlapTable(models.b) },
    score: (sum) => [meanIou(sum), ...iou(sum)],
    resamples: 200,
    level: 0.9,
    seed: 7,
  });

  const random = xoshiro128(7);
  const draws = Array.from({ length: 200 }, () =>
    Array.from({ length: 25 }, () => Math.floor((random() / 2 ** 32) * 25)),
  );
  const scores = (model: ImageCounts[]) =>
    draws.map((draw) => meanIou(total(draw.map((i) => model[i] as ImageCounts))));
  const [a, b] = [scores(models.a), scores(models.b)];
  const ends = (values: number[]) => distribution(values, { quantiles: [0.05, 0.95] });
  const difference = a.map((score, i) => score - (b[i] as number));

  const close = (value: number) => expect.closeTo(value, 12);
  const [low, high] = ends(a).quantiles as [number, number];
  expect(result.models["a"]?.[0]).toEqual({
    value: close(meanIou(total(models.a))),
    low: close(low),
    high: close(high),
    standardError: close(ends(a).sd),
    trainingSd: Number.NaN,
  });
  const [lowest, highest] = ends(difference).quantiles as [number, number];
  const notAbove = difference.filter((value) => value <= 0).length;
  expect(result.differences).toHaveLength(1);
  expect(result.differences[0]?.a).toBe("a");
  expect(result.differences[0]?.b).toBe("b");
  expect(result.differences[0]?.scores).toHaveLength(4);
  expect(result.differences[0]?.scores[0]).toEqual({
    value: close(meanIou(total(models.a)) - meanIou(total(models.b))),
    low: close(lowest),
    high: close(highest),
    p: close((2 * (Math.min(notAbove, 200 - notAbove) + 1)) / 201),
  });
});

test("bootstrap(options) of a sum has the standard error of a sum", () => {
  const values = Array.from({ length: 50 }, (_, i) => (i * 37) % 23);
  const [interval] = bootstrap({ models: { a: numbers(values) }, score: (sum) => [sum] }).models["a"] ?? [];
  const { mean } = distribution(values);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  expect(interval?.value).toBe(50 * mean);
  // 10,000 draws know a standard deviation to .7 %.
  expect((interval?.standardError as number) / Math.sqrt(variance)).toBeCloseTo(1, 1);
});

test("bootstrap(options) of one model against itself differs by 0 with p = 1", () => {
  const table = overlapTable(images(10, 0.3, 3));
  const { differences } = bootstrap({
    models: { a: table, b: table },
    score: (sum) => [meanIou(sum)],
    resamples: 50,
  });
  expect(differences[0]?.scores).toEqual([{ value: 0, low: 0, high: 0, p: 1 }]);
});

test("bootstrap(options) of a model that is better by one number in every image has no doubt", () => {
  const table = numbers([1, 2, 3, 4]);
  const better = numbers([2, 3, 4, 5]);
  const { models, differences } = bootstrap({
    models: { better, table },
    score: (sum) => [sum],
    resamples: 99,
  });
  expect(differences[0]?.scores).toEqual([{ value: 4, low: 4, high: 4, p: 0.02 }]);
  expect((models["table"]?.[0]?.high as number) > (models["better"]?.[0]?.low as number)).toBe(true);
});

test("bootstrap(options) gives the same numbers for the same seed and others for another", () => {
  const table = overlapTable(images(12, 0.3, 4));
  const run = (seed: number) =>
    bootstrap({ models: { a: table }, score: (sum) => [meanIou(sum)], resamples: 100, seed });
  expect(run(5)).toEqual(run(5));
  expect(run(5)).not.toEqual(run(6));
});

test("bootstrap(options) leaves out resamples without a score, and is NaN where none has one", () => {
  const table = numbers([0, 1]);
  const score = (sum: number) => [sum === 0 ? Number.NaN : sum, Number.NaN];
  const { models, differences } = bootstrap({ models: { a: table, b: table }, score, resamples: 100 });
  expect(models["a"]?.[0]).toMatchObject({ value: 1, low: 1, high: 2 });
  expect(models["a"]?.[1]).toMatchObject({ value: Number.NaN, low: Number.NaN, high: Number.NaN });
  expect(differences[0]?.scores[1]).toEqual({
    value: Number.NaN,
    low: Number.NaN,
    high: Number.NaN,
    p: Number.NaN,
  });
});

test("bootstrap(options) of several trainings scores their mean and draws among them too", () => {
  // Every image counts the same, so all that is uncertain is which trainings are drawn: 10, 20 or 60 each.
  const trainings = [10, 20, 60].map((value) => numbers([value, value]));
  const [interval] =
    bootstrap({ models: { a: trainings }, score: (sum) => [sum / 2], level: 0.9 }).models["a"] ?? [];
  expect(interval?.value).toBe(30);
  expect(interval?.trainingSd).toBeCloseTo(Math.sqrt(700), 10);
  // The mean of three draws: 10 in 1 of 27, then 40 / 3 in 3 of 27; 60 in 1 of 27, then 140 / 3.
  expect(interval?.low).toBeCloseTo(40 / 3, 10);
  expect(interval?.high).toBeCloseTo(140 / 3, 10);
  expect(interval?.standardError).toBeCloseTo(Math.sqrt(1400 / 3 / 3), 0);
});

test("bootstrap(options) of one training in a list is that of the training", () => {
  const table = overlapTable(images(8, 0.3, 5));
  const run = (model: typeof table | (typeof table)[]) =>
    bootstrap({ models: { a: model }, score: (sum) => [meanIou(sum)], resamples: 60 });
  expect(run([table])).toEqual(run(table));
});

test("p of a difference is below 1 - level, to a rank, exactly where its interval excludes 0", () => {
  const list = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 3, maxLength: 12 });
  fc.assert(
    fc.property(list, fc.nat({ max: 1000 }), (values, seed) => {
      const zero = numbers(values.map(() => 0));
      const { differences } = bootstrap({
        models: { a: numbers(values), zero },
        score: (sum) => [sum],
        resamples: 399,
        seed,
      });
      const [difference] = differences[0]?.scores ?? [];
      const { low, high, p } = difference as Difference;
      expect(low).toBeLessThanOrEqual(high);
      if (low > 0 || high < 0) expect(p).toBeLessThanOrEqual(0.06);
      else expect(p).toBeGreaterThanOrEqual(0.04);
    }),
    { numRuns: 40 },
  );
});

test("bootstrap(options) names what is missing or out of range", () => {
  const table = numbers([1, 2]);
  const score = (sum: number) => [sum];
  expect(() => bootstrap({ models: {}, score })).toThrow(/`models` to hold at least 1 model/);
  expect(() => bootstrap({ models: { a: table, b: [] }, score })).toThrow(
    /at least 1 table for model "b", got 0/,
  );
  expect(() => bootstrap({ models: { a: table, b: numbers([1]) }, score })).toThrow(
    /the same 2 images, got 1 in "b"/,
  );
  const other = { ...table, ids: ["0", "x"] };
  expect(() => bootstrap({ models: { a: table, b: other }, score })).toThrow(/got "x" for "1" at 1 in "b"/);
  expect(() => bootstrap({ models: { a: table }, score, resamples: 0 })).toThrow(
    /`resamples`.*got 0; the nearest is 1/,
  );
  expect(() => bootstrap({ models: { a: table }, score, seed: -1 })).toThrow(
    /`seed`.*got -1; the nearest is 0/,
  );
  expect(() => bootstrap({ models: { a: table }, score, level: 95 })).toThrow(
    /`level`.*got 95; usual is 0.95/,
  );
});
