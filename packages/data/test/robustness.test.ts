import type { LabeledImage } from "@faceseg/image";
import { blobs } from "../../image/test/fixtures.ts";
import {
  amodalLabels,
  changePose,
  corrupt,
  type DegradedImage,
  type OcclusionKind,
  occlude,
  occlusions,
  robustnessSuite,
  type Severity,
  severities,
} from "../src/robustness/index.ts";
import { syntheticFaces } from "../src/synthetic/index.ts";

const size = { width: 72, height: 72 };
const [face, other] = (await Promise.all(
  [2, 4].map((index) => syntheticFaces({ count: 5, size: 72, seed: 3 }).samples[index]?.load({ size })),
)) as [LabeledImage, LabeledImage];

const isFace = (id: number) => id >= 1 && id <= 9;
const kinds = Object.keys(occlusions) as OcclusionKind[];

function coveredShare(before: LabeledImage, { hidden }: DegradedImage): number {
  const places = [...before.labels.data.keys()].filter((at) => isFace(before.labels.data[at] as number));
  return places.filter((at) => hidden.data[at] === 1).length / places.length;
}

/** A gray image, whose noise is easy to measure. */
const gray = (value: number, side = 96): LabeledImage => ({
  id: "gray",
  image: { width: side, height: side, data: new Uint8Array(3 * side * side).fill(value) },
  labels: { width: side, height: side, data: new Uint8Array(side * side) },
});
const mean = (data: ArrayLike<number>) =>
  Array.from(data).reduce((sum, value) => sum + value, 0) / data.length;
const deviation = (data: Uint8Array) => {
  const middle = mean(data);
  return Math.sqrt(mean(Array.from(data, (value) => (value - middle) ** 2)));
};

test("robustnessSuite names every kind at five severities, frozen", () => {
  expect(robustnessSuite).toHaveLength(5 * (9 + 14 + 3));
  expect(new Set(robustnessSuite.map(({ name }) => name)).size).toBe(robustnessSuite.length);
  expect(robustnessSuite[0]?.name).toBe("occlusion/sunglasses/1");
  expect(Object.isFrozen(robustnessSuite) && robustnessSuite.every(Object.isFrozen)).toBe(true);
});

test("robustnessSuite[i].apply(image, seed) depends on its arguments alone, keeps size, id and input", () => {
  const pair = blobs(24);
  for (const { severity, apply } of robustnessSuite) {
    if (severity !== 3) continue;
    const found = apply(pair, 1);
    expect(apply(pair, 1)).toEqual(found);
    expect([found.id, found.image.data.length, found.hidden.data.length]).toEqual(["pair", 1728, 576]);
    expect(found.image.data.some((value, at) => value !== pair.image.data[at])).toBe(true);
    expect(found.labels.data.every((id) => id <= 10)).toBe(true);
  }
  expect(pair).toEqual(blobs(24));
});

test("conditions draw anew for every seed, image and severity", () => {
  const shot = (image: LabeledImage, severity: Severity, seed: number) =>
    corrupt(image, "gaussian-noise", severity, seed).image.data;
  expect(shot(face, 1, 0)).not.toEqual(shot(face, 1, 1));
  expect(shot(gray(90, 8), 1, 0)).not.toEqual(shot({ ...gray(90, 8), id: "twin" }, 1, 0));
  expect(shot(face, 1, 0)).not.toEqual(shot(face, 2, 0));
});

test.each(kinds)("occlude(image, %j, severity) covers its share of the face within two points", (kind) => {
  for (const image of [face, other]) {
    for (const severity of severities) {
      const wanted = occlusions[kind].levels[severity - 1] as number;
      const found = coveredShare(image, occlude(image, kind, severity));
      expect(Math.abs(found - wanted)).toBeLessThan(0.02);
    }
  }
});

test.each(kinds)("occlude(image, %j, 4) gives what is hidden one id and leaves all other labels", (kind) => {
  const { labels, hidden } = occlude(face, kind, 4);
  const id = kind === "hair-strand" ? 10 : 0;
  const expected = face.labels.data.map((before, at) => (hidden.data[at] ? id : before));
  expect(Buffer.compare(labels.data, expected)).toBe(0);
});

test("occlude(image, kind, severity) is where its name says", () => {
  const hiddenOf = (kind: OcclusionKind, severity: Severity, ids: readonly number[]) => {
    const { hidden } = occlude(face, kind, severity);
    const places = [...face.labels.data.keys()].filter((at) => ids.includes(face.labels.data[at] as number));
    return places.filter((at) => hidden.data[at]).length / places.length;
  };
  expect(hiddenOf("sunglasses", 5, [4, 5])).toBeGreaterThan(0.9);
  expect(hiddenOf("sunglasses", 5, [7, 8, 9])).toBe(0);
  expect(hiddenOf("medical-mask", 5, [7, 8, 9])).toBeGreaterThan(0.9);
  expect(hiddenOf("medical-mask", 5, [2, 3])).toBe(0);
  expect(hiddenOf("scarf", 5, [7, 8, 9])).toBeGreaterThan(0.9);
  expect(hiddenOf("hat-brim", 5, [7, 8, 9])).toBe(0);
});

test("occlude(image without a face) changes nothing", () => {
  expect(occlude(gray(80, 8), "hand", 5)).toEqual({
    ...gray(80, 8),
    hidden: { width: 8, height: 8, data: new Uint8Array(64) },
  });
});

test("amodalLabels(labels, hidden) ignores what is hidden", () => {
  const map = (...data: number[]) => ({ width: data.length, height: 1, data: Uint8Array.from(data) });
  expect(amodalLabels(map(1, 4, 0), map(0, 1, 1))).toEqual(map(1, 255, 255));
});

test("corrupt(image, kind, severity) leaves the labels and hides nothing", () => {
  for (const { family, severity, apply } of robustnessSuite) {
    if (family !== "corruption" || severity !== 2) continue;
    const { labels, hidden } = apply(blobs(20));
    expect(labels).toEqual(blobs(20).labels);
    expect(hidden.data.includes(1)).toBe(false);
  }
});

test("corrupt(image, gaussian-noise, 1) has a deviation of 0.08 of the full scale", () => {
  const { data } = corrupt(gray(128), "gaussian-noise", 1).image;
  expect(Math.abs(mean(data) - 128)).toBeLessThan(0.5);
  expect(Math.abs(deviation(data) - 0.08 * 255)).toBeLessThan(0.4);
});

test("corrupt(image, shot-noise, severity) has the mean and the variance of counted photons", () => {
  for (const [severity, photons] of [
    [1, 60],
    [4, 5],
  ] as const) {
    const { data } = corrupt(gray(51), "shot-noise", severity).image;
    // A fifth of the full scale: mean and variance are photons / 5, in steps of 255 / photons.
    expect(Math.abs(mean(data) - 51)).toBeLessThan(1.5);
    expect(Math.abs(deviation(data) / ((255 / photons) * Math.sqrt(photons / 5)) - 1)).toBeLessThan(0.04);
  }
});

test("corrupt(image, impulse-noise, 5) sets 27 % of the values, half of them to 255 and half to 0", () => {
  const { data } = corrupt(gray(100), "impulse-noise", 5).image;
  const share = (value: number) => data.filter((found) => found === value).length / data.length;
  expect(Math.abs(share(255) - 0.135)).toBeLessThan(0.01);
  expect(Math.abs(share(0) - 0.135)).toBeLessThan(0.01);
  expect(Math.abs(share(100) - 0.73)).toBeLessThan(0.015);
});

test("corrupt(image, low-light, 1) halves the linear light and adds a sensor's noise", () => {
  const { data } = corrupt(gray(188), "low-light", 1).image;
  // 188 is half of the light (sRGB), a quarter of it is 137.
  expect(Math.abs(mean(data) - 137)).toBeLessThan(1);
  expect(deviation(data)).toBeGreaterThan(2);
});

test("corrupt(image, kind, severity) gets further from the image with every severity", () => {
  for (const kind of ["defocus-blur", "gaussian-blur", "contrast", "jpeg", "downscaling"] as const) {
    const errors = severities.map((severity) => {
      const { data } = corrupt(face, kind, severity).image;
      return mean(Array.from(data, (value, at) => (value - (face.image.data[at] as number)) ** 2));
    });
    expect(errors).toEqual(errors.toSorted((a, b) => a - b));
    expect(errors[4]).toBeGreaterThan(errors[0] as number);
  }
});

test("changePose(image, small, 5) shrinks labels to a sixteenth of their area; outside is background", () => {
  const { labels } = changePose(face, "small", 5);
  const count = (data: Uint8Array) => data.filter(isFace).length;
  expect(Math.abs(count(labels.data) / count(face.labels.data) - 1 / 16)).toBeLessThan(0.01);
  expect(labels.data.includes(255)).toBe(false);
});

test("changePose(image, kind, severity) keeps ids that were to be ignored, and adds none", () => {
  const data = blobs(40).labels.data.map((id) => (id === 9 ? 255 : id));
  const pair = { ...blobs(40), labels: { width: 40, height: 40, data } };
  const before = data.filter((id) => id === 255).length;
  const { labels } = changePose(pair, "rotated", 1);
  expect(Math.abs(labels.data.filter((id) => id === 255).length / before - 1)).toBeLessThan(0.1);
});

test("occlude, corrupt and changePose answer an unknown kind or severity with the known ones", () => {
  expect(() => occlude(face, "beard" as OcclusionKind, 1)).toThrow(
    "Expected `kind` to be one of sunglasses, medical-mask, hand, microphone, cup, scarf, hair-strand, hat-brim, " +
      "random, got beard",
  );
  expect(() => corrupt(face, "jpeg", 6 as Severity)).toThrow(
    "Expected `severity` to be a whole number in 1..5, got 6; the nearest is 5",
  );
  expect(() => changePose(face, "small", 0 as Severity)).toThrow("the nearest is 1");
});
