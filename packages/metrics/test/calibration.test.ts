import { readFileSync } from "node:fs";
import fc from "fast-check";
import {
  Calibration,
  classwiseCalibrationError,
  expectedCalibrationError,
  reliabilityCurve,
} from "../src/index.ts";

interface Case {
  readonly name: string;
  readonly bins: number;
  readonly numClasses: number;
  readonly truth: string;
  readonly probabilities: string;
  readonly expectedCalibrationError: number;
  readonly classwiseCalibrationError: number[];
  readonly curves: { readonly accuracy: number[]; readonly confidence: number[] }[];
}

// Written by golden/make-calibration.py.
const file = new URL("./golden/calibration.json", import.meta.url);
const { torchmetrics, sklearn, cases } = JSON.parse(readFileSync(file, "utf8")) as {
  torchmetrics: string;
  sklearn: string;
  cases: Case[];
};

describe.each(cases)(`of torchmetrics ${torchmetrics} and scikit-learn ${sklearn}: $name`, (golden) => {
  const bytes = Buffer.from(golden.probabilities, "base64");
  const probabilities = Float32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i));
  const truth = Buffer.from(golden.truth, "hex");
  const calibration = new Calibration(golden.numClasses, { bins: golden.bins }).update(truth, probabilities);

  test("expectedCalibrationError(calibration) and classwiseCalibrationError(calibration)", () => {
    // torchmetrics computes in float32.
    expect(expectedCalibrationError(calibration)).toBeCloseTo(golden.expectedCalibrationError, 6);
    const each = classwiseCalibrationError(calibration);
    expect(each).toHaveLength(golden.numClasses);
    golden.classwiseCalibrationError.forEach((error, id) => {
      expect(each[id]).toBeCloseTo(error, 6);
    });
  });

  test("reliabilityCurve(calibration, id) without its empty bins", () => {
    golden.curves.forEach(({ accuracy, confidence }, id) => {
      const full = reliabilityCurve(calibration, id).filter(({ pixels }) => pixels > 0);
      expect(full).toHaveLength(accuracy.length);
      full.forEach((bin, i) => {
        expect(bin.accuracy).toBeCloseTo(accuracy[i] as number, 12);
        expect(bin.confidence).toBeCloseTo(confidence[i] as number, 12);
      });
    });
  });
});

test("Calibration counts each pixel in the bin of its prediction, and each probability in that of its class", () => {
  const calibration = new Calibration(2, { bins: 2 });
  calibration.update(Uint8Array.of(0, 1, 255), Float32Array.of(0.75, 0.25, 0.5, 0.5, 0, 1));
  expect([...calibration.top]).toEqual([0, 0, 0, 2, 1.25, 1, 0, 0, 0, 0, 0, 0]);
  expect([...calibration.each]).toEqual([0, 0, 0, 2, 1.25, 1, 1, 0.25, 0, 1, 0.5, 1]);
  expect(expectedCalibrationError(calibration)).toBe(0.125);
  expect(classwiseCalibrationError(calibration)).toEqual([0.125, 0.375]);
  expect(reliabilityCurve(calibration, 0, "top")).toEqual([
    { from: 0, to: 0.5, pixels: 0, confidence: Number.NaN, accuracy: Number.NaN },
    { from: 0.5, to: 1, pixels: 2, confidence: 0.625, accuracy: 0.5 },
  ]);
});

test("the last bin holds probability 1, and float rounding above it", () => {
  const calibration = new Calibration(1, { bins: 4 }).update(
    Uint8Array.of(0, 0),
    Float32Array.of(1, 1.0000001),
  );
  expect(calibration.top[9]).toBe(2);
});

test("calibration errors of no pixel are NaN", () => {
  const calibration = new Calibration(2).update(Uint8Array.of(255), Float32Array.of(0.5, 0.5));
  expect(expectedCalibrationError(calibration)).toBeNaN();
  expect(classwiseCalibrationError(calibration)).toEqual([Number.NaN, Number.NaN]);
});

/** Truth and probabilities in eighths, so that sums are exact. */
const pixels = fc.array(
  fc.tuple(
    fc.oneof(fc.nat({ max: 2 }), fc.constant(255)),
    fc.array(fc.nat({ max: 8 }), { minLength: 3, maxLength: 3 }),
  ),
  { maxLength: 40 },
);
const count = (list: readonly [number, number[]][]) =>
  new Calibration(3, { bins: 5 }).update(
    Uint8Array.from(list, ([id]) => id),
    Float32Array.from(list.flatMap(([, eighths]) => eighths.map((eighth) => eighth / 8))),
  );

test("sums do not depend on how pixels are split into updates, merges or JSON", () => {
  fc.assert(
    fc.property(pixels, pixels, (some, others) => {
      const merged = count(some).merge(Calibration.fromJSON(JSON.parse(JSON.stringify(count(others)))));
      expect(merged).toEqual(count([...some, ...others]));
    }),
  );
});

test("probabilities that are right or wrong for sure err by the share of wrong pixels", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 2 })), { minLength: 1 }), (pairs) => {
      const truth = Uint8Array.from(pairs, ([id]) => id);
      const sure = Float32Array.from(
        pairs.flatMap(([, said]) => [0, 1, 2].map((id) => (id === said ? 1 : 0))),
      );
      const wrong = pairs.filter(([id, said]) => id !== said).length / pairs.length;
      expect(expectedCalibrationError(new Calibration(3).update(truth, sure))).toBeCloseTo(wrong, 12);
    }),
  );
});

test("new Calibration(numClasses, { bins }) and update name what is out of range and leave the sums", () => {
  expect(() => new Calibration(0)).toThrow(/`numClasses`.*got 0; the nearest is 1/);
  expect(() => new Calibration(2, { bins: 0 })).toThrow(/`bins` to be an integer from 1 to 1000, got 0/);
  const calibration = new Calibration(2);
  const truth = Uint8Array.of(0, 1);
  expect(() => calibration.update(truth, Float32Array.of(1, 0))).toThrow(
    new RangeError("Expected `probabilities` to hold 2 * 2 = 4 numbers, one a pixel and class, got 2"),
  );
  expect(() => calibration.update(truth, Float32Array.of(1, 0, -0.5, 1))).toThrow(
    new RangeError("Expected `probabilities` to be from 0 to 1, got -0.5 at pixel 1, class 0"),
  );
  expect(() => calibration.update(truth, Float32Array.of(1, 0, Number.NaN, 1))).toThrow(/got NaN at pixel 1/);
  expect(() => calibration.update(Uint8Array.of(0, 2), Float32Array.of(1, 0, 0, 1))).toThrow(
    new RangeError("Expected ids in `truth` to be from 0 to 1, or 255 to ignore the pixel, got 2 at pixel 1"),
  );
  expect([...calibration.top, ...calibration.each].every((sum) => sum === 0)).toBe(true);
});

test("merge and fromJSON refuse another shape", () => {
  expect(() => new Calibration(2).merge(new Calibration(2, { bins: 5 }))).toThrow(
    /2 classes and 15 bins like this one, got 2 and 5/,
  );
  expect(() => Calibration.fromJSON(null)).toThrow(TypeError);
  expect(() => Calibration.fromJSON({ numClasses: 1, bins: 1, top: [1, 1], each: [0, 0, 0] })).toThrow(
    new RangeError("Expected `json.top` to hold 3 numbers of at least 0, got 2 numbers"),
  );
  expect(() => Calibration.fromJSON({ numClasses: 1, bins: 1, top: [0, 0, 0], each: [0, -1, 0] })).toThrow(
    /`json.each`.*got -1 at index 1/,
  );
  expect(() => reliabilityCurve(new Calibration(2), 2)).toThrow(/`id` to be a class from 0 to 1, got 2/);
});
