import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import {
  argmax,
  averageProbabilities,
  flipHorizontal,
  flipProbabilities,
  lapa11,
  resizeProbabilities,
} from "../src/index.ts";
import { anyPair } from "./fixtures.ts";

// Written by golden/make-postprocess.py.
const file = new URL("./golden/postprocess.json", import.meta.url);
const golden = JSON.parse(readFileSync(file, "utf8")) as {
  readonly torch: string;
  readonly resize: {
    readonly from: [number, number];
    readonly to: [number, number];
    readonly probabilities: number[];
    readonly resized: number[];
  }[];
};

/** Probabilities of up to 6 by 6 pixels and 4 classes, not normalized. */
const anyProbabilities = fc
  .record({
    width: fc.integer({ min: 1, max: 6 }),
    height: fc.integer({ min: 1, max: 6 }),
    numClasses: fc.integer({ min: 1, max: 4 }),
  })
  .chain((shape) => {
    const length = shape.width * shape.height * shape.numClasses;
    return fc
      .array(fc.nat({ max: 8 }), { minLength: length, maxLength: length })
      .map((eighths) => ({ shape, probabilities: Float32Array.from(eighths, (eighth) => eighth / 8) }));
  });

test("flipProbabilities(probabilities, shape, pairs) mirrors the pixels and exchanges the pairs", () => {
  const shape = { width: 2, height: 1, numClasses: 3 };
  const flipped = flipProbabilities(Float32Array.of(1, 0, 0, 0, 0.25, 0.75), shape, [[1, 2]]);
  expect([...flipped]).toEqual([0, 0.75, 0.25, 1, 0, 0]);
});

test("flipProbabilities(probabilities, shape) of sure probabilities is flipHorizontal of their labels", () => {
  fc.assert(
    fc.property(anyPair(), (pair) => {
      const data = pair.labels.data.map((id) => (id === 255 ? 0 : id));
      const labels = { ...pair.labels, data };
      const shape = { width: labels.width, height: labels.height, numClasses: lapa11.classes.length };
      const sure = Float32Array.from({ length: data.length * lapa11.classes.length }, (_, i) =>
        data[Math.floor(i / lapa11.classes.length)] === i % lapa11.classes.length ? 1 : 0,
      );
      expect(argmax(flipProbabilities(sure, shape, lapa11.mirrorPairs), shape)).toEqual(
        flipHorizontal({ ...pair, labels }, lapa11).labels,
      );
    }),
  );
});

test("flipProbabilities twice gives the probabilities", () => {
  fc.assert(
    fc.property(anyProbabilities, ({ probabilities, shape }) => {
      const pairs: [number, number][] = shape.numClasses > 2 ? [[1, 2]] : [];
      const once = flipProbabilities(probabilities, shape, pairs);
      expect(flipProbabilities(once, shape, pairs)).toEqual(probabilities);
    }),
  );
});

test("averageProbabilities(list, weights) is the weighted mean, and leaves the list alone", () => {
  const [one, other] = [Float32Array.of(1, 0, 0.5), Float32Array.of(0, 1, 0.5)];
  expect([...averageProbabilities([one, other])]).toEqual([0.5, 0.5, 0.5]);
  expect([...averageProbabilities([one, other], [3, 1])]).toEqual([0.75, 0.25, 0.5]);
  expect([...averageProbabilities([one, other], [0, 2])]).toEqual([0, 1, 0.5]);
  expect([...one]).toEqual([1, 0, 0.5]);
});

test("averageProbabilities(list) lies between the lowest and the highest, in any order", () => {
  const list = fc.array(fc.float32Array({ min: 0, max: 1, noNaN: true, minLength: 3, maxLength: 3 }), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(list, (predictions) => {
      const mean = averageProbabilities(predictions);
      const turned = averageProbabilities(predictions.toReversed());
      mean.forEach((value, i) => {
        const values = predictions.map((prediction) => prediction[i] as number);
        expect(value).toBeGreaterThanOrEqual(Math.min(...values) - 1e-6);
        expect(value).toBeLessThanOrEqual(Math.max(...values) + 1e-6);
        expect(turned[i]).toBeCloseTo(value, 6);
      });
    }),
  );
});

test("argmax(probabilities, shape) takes the most probable class, of equal ones the lowest id", () => {
  const labels = argmax(Float32Array.of(0.2, 0.8, 0.5, 0.5), { width: 1, height: 2, numClasses: 2 });
  expect(labels).toEqual({ width: 1, height: 2, data: Uint8Array.of(1, 0) });
});

test.each(golden.resize)(
  `resizeProbabilities is that of PyTorch ${golden.torch}: $from to $to`,
  ({ from, to, probabilities, resized }) => {
    const shape = { height: from[0], width: from[1], numClasses: 3 };
    const ours = resizeProbabilities(Float32Array.from(probabilities), shape, {
      height: to[0],
      width: to[1],
    });
    expect(ours).toHaveLength(resized.length);
    resized.forEach((value, i) => {
      expect(ours[i]).toBeCloseTo(value, 6);
    });
  },
);

test("resizeProbabilities to its own size gives the probabilities, and to another stays within their range", () => {
  fc.assert(
    fc.property(anyProbabilities, fc.integer({ min: 1, max: 12 }), ({ probabilities, shape }, side) => {
      expect(resizeProbabilities(probabilities, shape, shape)).toEqual(probabilities);
      const resized = resizeProbabilities(probabilities, shape, side);
      expect(resized).toHaveLength(side * side * shape.numClasses);
      expect(Math.min(...resized)).toBeGreaterThanOrEqual(Math.min(...probabilities));
      expect(Math.max(...resized)).toBeLessThanOrEqual(Math.max(...probabilities));
    }),
  );
});

test("functions of probabilities name what is out of range", () => {
  const shape = { width: 2, height: 2, numClasses: 3 };
  const twelve = new Float32Array(12);
  expect(() => argmax(new Float32Array(11), shape)).toThrow(
    new RangeError("Expected `probabilities` to hold 2 * 2 * 3 = 12 numbers, got 11"),
  );
  expect(() => argmax(twelve, { ...shape, numClasses: 0 })).toThrow(/`numClasses`.*got 0; the nearest is 1/);
  expect(() => argmax(twelve, { ...shape, width: 0.5 })).toThrow(/`size`.*got 0.5; the nearest is 1/);
  expect(() => flipProbabilities(twelve, shape, lapa11.mirrorPairs)).toThrow(
    /`pairs` to be from 0 to 2, got 3/,
  );
  expect(() => resizeProbabilities(twelve, shape, 0)).toThrow(/`size`.*got 0; the nearest is 1/);
  expect(() => averageProbabilities([])).toThrow(/`list` to hold at least 1 prediction, got 0/);
  expect(() => averageProbabilities([twelve, new Float32Array(3)])).toThrow(
    /12 numbers like the first, got 3 at 1/,
  );
  for (const weights of [[1], [0, 0], [2, -1]]) {
    expect(() => averageProbabilities([twelve, twelve], weights)).toThrow(/`weights` to be 2 numbers/);
  }
});
