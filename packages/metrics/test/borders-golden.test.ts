import { readFileSync } from "node:fs";
import {
  boundaryCounts,
  boundaryF1,
  boundaryIou,
  boundaryMatches,
  hausdorff95,
  pixelAccuracy,
  trimapCounts,
} from "../src/index.ts";

type Golden = number | "Infinity" | null;

interface Case {
  readonly name: string;
  readonly numClasses: number;
  readonly width: number;
  readonly height: number;
  readonly truth: string;
  readonly prediction: string;
  readonly boundary: Record<string, { intersection: number[]; union: number[] }>;
  readonly matches: Record<string, Record<string, number[]>>;
  readonly boundaryF1: Record<string, Golden[]>;
  readonly hausdorff95: Golden[];
  readonly trimap: Record<string, { pixels: number; correct: number }>;
}

// Written by golden/make-borders.py.
const file = new URL("./golden/borders.json", import.meta.url);
const { opencv, scipy, cases } = JSON.parse(readFileSync(file, "utf8")) as {
  opencv: string;
  scipy: string;
  cases: Case[];
};
const toNumber = (value: Golden) => (value === null ? Number.NaN : Number(value));

function expectClose(received: readonly number[], expected: readonly Golden[]): void {
  expect(received).toHaveLength(expected.length);
  expected.map(toNumber).forEach((value, id) => {
    if (Number.isFinite(value)) expect(received[id]).toBeCloseTo(value, 10);
    else expect(received[id]).toBe(value);
  });
}

describe.each(cases)(`borders are those of OpenCV ${opencv} and SciPy ${scipy}: $name`, (golden) => {
  const { width, height, numClasses } = golden;
  const [truth, prediction] = [Buffer.from(golden.truth, "hex"), Buffer.from(golden.prediction, "hex")];
  const size = { width, height, numClasses };

  test.each(Object.keys(golden.boundary))("boundaryCounts at %s of the diagonal", (ratio) => {
    const counts = boundaryCounts(truth, prediction, { ...size, dilationRatio: Number(ratio) });
    const { intersection, union } = golden.boundary[ratio] as { intersection: number[]; union: number[] };
    expect(counts).toEqual({ numClasses, intersection, union });
    expect(boundaryIou(counts)).toEqual(intersection.map((pixels, id) => pixels / (union[id] as number)));
  });

  test.each(Object.keys(golden.matches))("boundaryMatches and boundaryF1 within %s pixels", (tolerance) => {
    const matches = boundaryMatches(truth, prediction, { ...size, tolerance: Number(tolerance) });
    expect(matches).toEqual({ numClasses, ...golden.matches[tolerance] });
    expectClose(boundaryF1(matches), golden.boundaryF1[tolerance] as Golden[]);
  });

  test("hausdorff95", () => {
    expectClose(hausdorff95(truth, prediction, size), golden.hausdorff95);
  });

  test.each(Object.keys(golden.trimap))("trimapCounts within %s pixels", (radius) => {
    const { pixels, correct } = golden.trimap[radius] as { pixels: number; correct: number };
    const counts = trimapCounts(truth, prediction, { ...size, radius: Number(radius) });
    expect(counts.counts.reduce((sum, count) => sum + count, 0)).toBe(pixels);
    expect(pixelAccuracy(counts)).toBe(correct / pixels);
  });
});
