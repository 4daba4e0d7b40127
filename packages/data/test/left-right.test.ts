import { flipHorizontal, type LabelMap, lapa11 } from "@faceseg/image";
import * as fc from "fast-check";
import { anyPair, coloredPair } from "../../image/test/fixtures.ts";
import { leftRightSwapped as isSwapped, repairLeftRight as repaired } from "../src/index.ts";

const leftRightSwapped = (labels: LabelMap) => isSwapped(labels, lapa11);
const repairLeftRight = (labels: LabelMap) => repaired(labels, lapa11);

type Part = readonly [id: number, x: number, y: number];
const brows: readonly Part[] = [
  [2, -22, -25],
  [3, 22, -25],
];
const eyes: readonly Part[] = [
  [4, -20, -14],
  [5, 20, -14],
];
const nose: readonly Part[] = [[6, 0, 4]];
const mouth: readonly Part[] = [
  [7, 0, 22],
  [8, 0, 26],
  [9, 0, 30],
];
const frontal = [...brows, ...eyes, ...nose, ...mouth];
const exchanged = (parts: readonly Part[]): Part[] =>
  parts.map(([id, x, y]) => [({ 2: 3, 3: 2, 4: 5, 5: 4 } as Record<number, number>)[id] ?? id, x, y]);

/** A face of small squares about the middle of a 128x128 map, rolled by `roll` degrees. */
function face(parts: readonly Part[], roll = 0): LabelMap {
  const data = new Uint8Array(128 * 128).fill(1);
  const [cos, sin] = [Math.cos((roll * Math.PI) / 180), Math.sin((roll * Math.PI) / 180)];
  for (const [id, x, y] of parts) {
    const [u, v] = [Math.round(64 + cos * x - sin * y), Math.round(64 + sin * x + cos * y)];
    for (let dy = -2; dy <= 2; dy++) for (let dx = -2; dx <= 2; dx++) data[(v + dy) * 128 + u + dx] = id;
  }
  return { width: 128, height: 128, data };
}

test("leftRightSwapped(labels) is false for a face in order and true when eyebrows and eyes are exchanged", () => {
  expect(leftRightSwapped(face(frontal))).toBe(false);
  expect(leftRightSwapped(face(exchanged(frontal)))).toBe(true);
});

test("leftRightSwapped(labels) holds at any roll of the head, upside down too", () => {
  for (let roll = -180; roll <= 180; roll += 15) {
    expect(leftRightSwapped(face(frontal, roll))).toBe(false);
    expect(leftRightSwapped(face(exchanged(frontal), roll))).toBe(true);
  }
});

test("leftRightSwapped(labels) needs one whole pair: hair over the eyebrows, or glasses, or no mouth", () => {
  for (const parts of [
    [...eyes, ...nose, ...mouth],
    [...brows, ...nose, ...mouth],
    [...brows, ...eyes, ...nose],
    [...brows.slice(1), ...eyes, ...mouth],
  ]) {
    expect(leftRightSwapped(face(parts))).toBe(false);
    expect(leftRightSwapped(face(exchanged(parts)))).toBe(true);
  }
});

test("leftRightSwapped(labels) does not accuse a profile with one eye, whichever it is called", () => {
  const profile = [...brows.slice(0, 1), ...eyes.slice(0, 1), ...nose, ...mouth];
  expect(leftRightSwapped(face(profile))).toBe(false);
  expect(leftRightSwapped(face(exchanged(profile)))).toBe(false);
});

test("leftRightSwapped(labels) does not accuse when eyebrows and eyes disagree, or overlap", () => {
  expect(leftRightSwapped(face([...brows, ...exchanged(eyes), ...mouth]))).toBe(false);
  expect(leftRightSwapped(face([...exchanged(brows), ...eyes, ...mouth]))).toBe(false);
  expect(leftRightSwapped(face([[4, 3, -14], [5, -3, -14], ...mouth]))).toBe(false);
});

test("leftRightSwapped(labels) takes specks for no evidence: few pixels, or many here and there", () => {
  const profile = face([...brows.slice(1), ...eyes.slice(1), ...nose, ...mouth]);
  const few = { ...profile, data: profile.data.slice() };
  few.data[50 * 128 + 120] = 4;
  expect(leftRightSwapped(few)).toBe(false);
  const many = { ...profile, data: profile.data.slice() };
  for (let y = 20; y < 110; y += 4) many.data[y * 128 + 100 + (y % 10)] = 4;
  expect(leftRightSwapped(many)).toBe(false);
});

test("leftRightSwapped(labels) is false with nothing to go by", () => {
  expect(leftRightSwapped(face([]))).toBe(false);
  expect(leftRightSwapped(face(exchanged([...brows, ...eyes])))).toBe(false);
});

test("leftRightSwapped(labels) of a mirrored image is that of the image", () => {
  for (const parts of [frontal, exchanged(frontal)]) {
    const { labels } = flipHorizontal(coloredPair(face(parts, 20)), lapa11);
    expect(leftRightSwapped(labels)).toBe(leftRightSwapped(face(parts, 20)));
  }
});

test("repairLeftRight(labels) exchanges ids where they stand; twice is nothing", () => {
  expect(repairLeftRight(face(exchanged(frontal)))).toEqual(face(frontal));
  fc.assert(
    fc.property(anyPair(), ({ labels }) => expect(repairLeftRight(repairLeftRight(labels))).toEqual(labels)),
  );
});
