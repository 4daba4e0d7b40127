import { readFileSync } from "node:fs";
import fc from "fast-check";
import { bootstrap, distribution, holm, imageTable, quantile } from "../src/index.ts";

interface ScipyInterval {
  readonly low: number;
  readonly high: number;
  readonly standardError: number;
}

interface Golden {
  readonly scipy: string;
  readonly statsmodels: string;
  readonly bootstrap: {
    readonly union: number[];
    readonly hits: { readonly a: number[]; readonly b: number[] };
    readonly models: { readonly a: ScipyInterval; readonly b: ScipyInterval };
    readonly difference: ScipyInterval;
  };
  readonly holm: { readonly p: number[]; readonly corrected: number[] }[];
  readonly distributions: {
    readonly values: number[];
    readonly shares: number[];
    readonly quantiles: number[];
    readonly mean: number;
    readonly sd: number | null;
  }[];
}

// Written by golden/make-statistics.py.
const file = new URL("./golden/statistics.json", import.meta.url);
const golden = JSON.parse(readFileSync(file, "utf8")) as Golden;

test(`bootstrap(options) agrees with 100,000 resamples of SciPy ${golden.scipy}, draws apart`, () => {
  const { union, hits, models, difference } = golden.bootstrap;
  const table = (numbers: number[]) =>
    imageTable(
      numbers.map((hit, i) => ({ id: `${i}`, counts: [hit, union[i] as number] })),
      (row) => row,
      (sum) => [(sum[0] as number) / (sum[1] as number)],
    );
  const result = bootstrap({
    models: { a: table(hits.a), b: table(hits.b) },
    score: (scores) => scores,
    resamples: 20_000,
    seed: 3,
  });
  // A 2.5 % quantile of 20,000 draws errs by about .019 standard deviations; five of these, and SciPy's own error.
  const near = (received: number | undefined, expected: number, unit: number) =>
    expect(Math.abs((received as number) - expected)).toBeLessThan(0.11 * unit);
  for (const name of ["a", "b"] as const) {
    const [received] = result.models[name] ?? [];
    near(received?.low, models[name].low, models[name].standardError);
    near(received?.high, models[name].high, models[name].standardError);
    near(received?.standardError, models[name].standardError, models[name].standardError);
  }
  const received = result.differences[0]?.scores[0];
  near(received?.low, difference.low, difference.standardError);
  near(received?.high, difference.high, difference.standardError);
});

test.each(golden.holm)(
  `holm(pValues) is that of statsmodels ${golden.statsmodels}: $p`,
  ({ p, corrected }) => {
    holm(p).forEach((value, i) => {
      expect(value).toBeCloseTo(corrected[i] as number, 12);
    });
  },
);

test("holm(pValues) leaves out NaN, takes an empty list, and names a number that is no p-value", () => {
  expect(holm([0.02, Number.NaN, 0.04])).toEqual([0.04, Number.NaN, 0.04]);
  expect(holm([])).toEqual([]);
  expect(() => holm([0.5, 1.5])).toThrow(new RangeError("Expected `pValues` to be from 0 to 1, got 1.5"));
});

test("holm(pValues) never lowers a p-value, keeps their order, and follows a permutation", () => {
  const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });
  fc.assert(
    fc.property(pValues, (list) => {
      const corrected = holm(list);
      for (const [i, p] of list.entries()) {
        expect(corrected[i]).toBeGreaterThanOrEqual(p);
        for (const [j, q] of list.entries()) {
          if (p < q) expect(corrected[i]).toBeLessThanOrEqual(corrected[j] as number);
        }
      }
      expect(holm(list.toReversed())).toEqual(corrected.toReversed());
    }),
  );
});

test.each(golden.distributions)("distribution(values) is numpy's: $values.length values", (expected) => {
  const { count, mean, sd, quantiles } = distribution([...expected.values, Number.NaN], {
    quantiles: expected.shares,
  });
  expect(count).toBe(expected.values.length);
  expect(mean).toBeCloseTo(expected.mean, 12);
  if (expected.sd === null) expect(sd).toBeNaN();
  else expect(sd).toBeCloseTo(expected.sd, 12);
  quantiles.forEach((value, i) => {
    expect(value).toBeCloseTo(expected.quantiles[i] as number, 12);
  });
});

test("distribution(values) of no number is NaN, and has seven quantiles unless told", () => {
  const { count, mean, sd, quantiles } = distribution([Number.NaN]);
  expect([count, mean, sd]).toEqual([0, Number.NaN, Number.NaN]);
  expect(quantiles).toEqual(new Array(7).fill(Number.NaN));
});

test("quantile(sorted, share) bears Infinity and names a share out of range", () => {
  const { POSITIVE_INFINITY: far } = Number;
  expect(quantile([1, 2, far, far], 0.25)).toBe(1.75);
  expect(quantile([1, 2, far, far], 0.8)).toBe(far);
  expect(() => quantile([1], 1.1)).toThrow(/share from 0 to 1, got 1.1/);
});
