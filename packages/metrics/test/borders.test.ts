import fc from "fast-check";
import {
  boundaryCounts,
  boundaryF1,
  boundaryIou,
  boundaryMatches,
  ConfusionMatrix,
  dilationRatios,
  hausdorff95,
  iou,
  pixelAccuracy,
  trimapCounts,
} from "../src/index.ts";
import { type Maps, map, maps } from "./maps.ts";

test("boundaryCounts(truth, prediction, options) counts one pixel along each side, and the image's edge, by hand", () => {
  const truth = map("000000", "011110", "011110", "011110", "011110", "000000");
  const prediction = map("000000", "001111", "001111", "001111", "001111", "000000");
  const counts = boundaryCounts(truth.ids, prediction.ids, { ...truth, numClasses: 2, dilationRatio: 0.02 });
  // The truth's ring has 12 pixels, the prediction's 12; they share the top and bottom rows' x 2 to 4.
  expect(counts.intersection[1]).toBe(6);
  expect(counts.union[1]).toBe(18);
  expect(boundaryIou(counts)[1]).toBe(1 / 3);
});

test("boundaryCounts(truth, prediction) takes 2 % of the diagonal unless told, the paper's ratio", () => {
  const truth = new Uint8Array(150 * 200).fill(1, 0, 100 * 150);
  const size = { width: 150, height: 200, numClasses: 2 };
  expect(dilationRatios).toEqual({ standard: 0.02, narrow: 0.005 });
  // A diagonal of 250: 5 pixels from each of the four sides of 150 by 100.
  expect(boundaryCounts(truth, truth, size).union[1]).toBe(150 * 100 - 140 * 90);
  // 1.25, so 1 pixel.
  expect(boundaryCounts(truth, truth, { ...size, dilationRatio: dilationRatios.narrow }).union[1]).toBe(
    150 * 100 - 148 * 98,
  );
});

test("boundaryCounts(truth, prediction, options) with a band over the whole image is the IoU", () => {
  fc.assert(
    fc.property(maps, ({ truth, prediction, ...size }) => {
      const matrix = new ConfusionMatrix(size.numClasses).update(truth, prediction);
      const counts = boundaryCounts(truth, prediction, { ...size, dilationRatio: 1 });
      expect(boundaryIou(counts)).toEqual(iou(matrix));
    }),
  );
});

test("ignored pixels make no border and do not count, whatever is predicted there", () => {
  const truth = map("11.22");
  const size = { ...truth, numClasses: 3 };
  const one = map("11122").ids;
  const other = map("11022").ids;
  for (const prediction of [one, other]) {
    expect(boundaryIou(boundaryCounts(truth.ids, prediction, size))).toEqual([Number.NaN, 1, 1]);
    expect(hausdorff95(truth.ids, prediction, size)).toEqual([Number.NaN, 0, 0]);
    expect(trimapCounts(truth.ids, prediction, { ...size, radius: 1 }).counts).toEqual(new Float64Array(9));
    const reached = trimapCounts(truth.ids, prediction, { ...size, radius: 2 });
    expect([...reached.counts]).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 1]);
  }
});

test("measures along borders do not depend on what is predicted at ignored pixels", () => {
  const measures = (truth: Uint8Array, prediction: Uint8Array, size: Omit<Maps, "truth" | "prediction">) => [
    boundaryCounts(truth, prediction, size),
    boundaryMatches(truth, prediction, { ...size, tolerance: 1 }),
    hausdorff95(truth, prediction, size),
    trimapCounts(truth, prediction, { ...size, radius: 2 }),
  ];
  fc.assert(
    fc.property(maps, ({ truth, prediction, ...size }) => {
      const zeroed = prediction.map((id, i) => (truth[i] === 255 ? 0 : id));
      expect(measures(truth, zeroed, size)).toEqual(measures(truth, prediction, size));
    }),
  );
});

test("measures along borders do not change when both maps are mirrored, turned or renamed", () => {
  const all = ({ truth, prediction, ...size }: Maps) => ({
    boundary: boundaryIou(boundaryCounts(truth, prediction, size)),
    f1: boundaryF1(boundaryMatches(truth, prediction, { ...size, tolerance: 1.5 })),
    hausdorff: hausdorff95(truth, prediction, size),
    trimap: pixelAccuracy(trimapCounts(truth, prediction, { ...size, radius: 1 })),
  });
  const transposed = (ids: Uint8Array, { width, height }: Maps) =>
    ids.map((_, i) => ids[(i % height) * width + Math.floor(i / height)] as number);
  fc.assert(
    fc.property(maps, (pair) => {
      const before = all(pair);
      const { width, height, numClasses } = pair;
      expect(
        all({ ...pair, truth: pair.truth.toReversed(), prediction: pair.prediction.toReversed() }),
      ).toEqual(before);
      expect(
        all({
          width: height,
          height: width,
          numClasses,
          truth: transposed(pair.truth, pair),
          prediction: transposed(pair.prediction, pair),
        }),
      ).toEqual(before);
      const rename = (id: number) => (id === 255 ? 255 : numClasses - 1 - id);
      const renamed = all({
        ...pair,
        truth: pair.truth.map(rename),
        prediction: pair.prediction.map(rename),
      });
      expect(renamed.boundary.toReversed()).toEqual(before.boundary);
      expect(renamed.f1.toReversed()).toEqual(before.f1);
      expect(renamed.hausdorff.toReversed()).toEqual(before.hausdorff);
    }),
  );
});

test("exchanging truth and prediction changes neither boundaryIou, boundaryF1 nor hausdorff95", () => {
  fc.assert(
    fc.property(maps, ({ truth, prediction, ...size }) => {
      const counted = truth.map((id, i) => (id === 255 ? (prediction[i] as number) : id));
      const f1 = (a: Uint8Array, b: Uint8Array) =>
        boundaryF1(boundaryMatches(a, b, { ...size, tolerance: 1 }));
      expect(boundaryIou(boundaryCounts(counted, prediction, size))).toEqual(
        boundaryIou(boundaryCounts(prediction, counted, size)),
      );
      f1(counted, prediction).forEach((value, id) => {
        const other = f1(prediction, counted)[id] as number;
        expect(Number.isNaN(value) ? other : Math.abs(value - other)).toEqual(
          Number.isNaN(value) ? value : 0,
        );
      });
      expect(hausdorff95(counted, prediction, size)).toEqual(hausdorff95(prediction, counted, size));
    }),
  );
});

test("boundaryF1 grows with the tolerance, and is 1 for a class in both maps once it spans the image", () => {
  fc.assert(
    fc.property(maps, ({ truth, prediction, ...size }) => {
      const at = (tolerance: number) => boundaryMatches(truth, prediction, { ...size, tolerance });
      const scores = [0, 1, 2, 99].map((tolerance) => boundaryF1(at(tolerance)));
      const last = at(99);
      for (let id = 0; id < size.numClasses; id++) {
        const column = scores.map((row) => row[id] as number);
        for (const [i, score] of column.slice(1).entries()) {
          expect(Number.isNaN(score) || score >= (column[i] as number)).toBe(true);
        }
        if ((last.truth[id] as number) > 0 && (last.predicted[id] as number) > 0) expect(column[3]).toBe(1);
      }
    }),
  );
});

test("hausdorff95(truth, prediction, options) is Infinity for a class in one map only and NaN in neither", () => {
  const truth = map("001");
  expect(hausdorff95(truth.ids, map("000").ids, { ...truth, numClasses: 3 })).toEqual([
    // Borders at 0, 1 and at 0, 1, 2: the distances back are 0, 0, 1, whose 95th percentile is .9.
    expect.closeTo(0.9, 12),
    Number.POSITIVE_INFINITY,
    Number.NaN,
  ]);
});

test("hausdorff95(truth, prediction, options) is the distance by which a dot is moved", () => {
  const truth = map("1000", "0000", "0000", "0000", "0000");
  const prediction = map("0000", "0000", "0000", "0000", "0001");
  expect(hausdorff95(truth.ids, prediction.ids, { ...truth, numClasses: 2 })[1]).toBe(5);
});

test("measures along borders name what is out of range", () => {
  const ids = Uint8Array.of(0, 1, 2, 0);
  const size = { width: 2, height: 2, numClasses: 3 };
  expect(() => boundaryCounts(ids, ids, { ...size, width: 1.4 })).toThrow(
    new RangeError(
      "Expected `width` to be a whole number of pixels of at least 1, got 1.4; the nearest is 1",
    ),
  );
  expect(() => hausdorff95(ids, ids.subarray(1), size)).toThrow(
    new RangeError("Expected `prediction` to hold 2 * 2 = 4 pixels, got 3"),
  );
  expect(() => boundaryCounts(ids, ids, { ...size, numClasses: 2 })).toThrow(
    new RangeError(
      "Expected ids in `truth` to be from 0 to 1, or 255 to ignore the pixel, got 2 at pixel 2 (x 0, y 1)",
    ),
  );
  expect(() => boundaryCounts(ids, ids, { ...size, dilationRatio: 0 })).toThrow(
    /`dilationRatio`.*above 0 and up to 1, got 0; the paper's is 0.02/,
  );
  expect(() => boundaryMatches(ids, ids, { ...size, tolerance: -1 })).toThrow(/`tolerance`.*got -1/);
  expect(() => trimapCounts(ids, ids, { ...size, radius: 0.4 })).toThrow(
    /`radius`.*got 0.4; the nearest is 1/,
  );
  expect(() => hausdorff95([0, 1, 2, 0] as never, ids, size)).toThrow(TypeError);
});
