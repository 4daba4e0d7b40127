import { lapa11 } from "@faceseg/image";
import { createRandom } from "../../image/src/random.ts";
import { describeFace, drawFace, type FaceDescription } from "../src/synthetic/index.ts";

/** Pixel shares on LaPa's val split, in percent. */
const lapa = [67.05, 15.78, 0.234, 0.225, 0.121, 0.119, 1.15, 0.196, 0.248, 0.317, 14.56];
const faces = Array.from({ length: 200 }, (_, index) => describeFace(createRandom(2, index)));
const drawn = faces.map((face) => ({ face, labels: drawFace(face, 64).labels.data }));
const still = { exposure: 1, balance: [1, 1, 1] as const, vignette: 0, blur: 0, chromaBlur: 0, noise: 0 };

/** A face whose every part is in sight, before a camera without faults. */
const plain = (() => {
  const found = faces.find(
    ({ hair, hat, glasses, beard, mouth, eyes, view }) =>
      hair &&
      hair.density === 1 &&
      hair.fringe < -0.5 &&
      !hat &&
      !glasses &&
      !beard &&
      mouth.open > 0.08 &&
      Math.min(...eyes.openness) > 0.7 &&
      Math.abs(view.yaw) < 0.3,
  );
  return { ...(found as FaceDescription), camera: still };
})();

/** Whether one of the labels occurs at a pixel or beside it. */
function near(labels: Uint8Array, size: number, at: number, ids: readonly number[]): boolean {
  for (const dy of [-1, 0, 1]) {
    for (const dx of [-1, 0, 1]) {
      const x = (at % size) + dx;
      if (x >= 0 && x < size && ids.includes(labels[at + dy * size + dx] ?? -1)) return true;
    }
  }
  return false;
}

/** Pixels where two drawings differ. */
function changed(a: FaceDescription, b: FaceDescription, size: number): Set<number> {
  const [one, two] = [drawFace(a, size).image.data, drawFace(b, size).image.data];
  return new Set(
    Array.from(one.keys(), (at) => (one[at] === two[at] ? -1 : Math.floor(at / 3))).filter((at) => at >= 0),
  );
}

test("drawFace(face, size) labels hold the ids of the classes alone, and over 200 faces all of them", () => {
  const seen = new Set(drawn.flatMap(({ labels }) => [...new Set(labels)]));
  expect([...seen].sort((a, b) => a - b)).toEqual(lapa11.classes.map(({ id }) => id));
});

test("drawFace(face, size) mean pixel shares are between half of LaPa's and twice as much", () => {
  const counts = new Array<number>(11).fill(0);
  for (const { labels } of drawn) for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  counts.forEach((count, id) => {
    const ratio = (100 * count) / (200 * 64 * 64) / (lapa[id] as number);
    expect({ id, fits: ratio > 0.5 && ratio < 2 }).toEqual({ id, fits: true });
  });
});

test("drawFace(face, 3n) has at the centers of its 3 by 3 blocks the labels of drawFace(face, n)", () => {
  for (const face of faces.slice(0, 12)) {
    const large = drawFace(face, 120).labels.data;
    const sampled = Array.from(
      { length: 1600 },
      (_, at) => large[(3 * Math.floor(at / 40) + 1) * 120 + 3 * (at % 40) + 1],
    );
    expect([...drawFace(face, 40).labels.data]).toEqual(sampled);
  }
});

test("drawFace(face, size) has the left eye and brow on the left of the face's own axis", () => {
  let compared = 0;
  for (const { face, labels } of drawn) {
    const middle = (id: number) => {
      let [sum, count] = [0, 0];
      labels.forEach((label, at) => {
        if (label !== id) return;
        sum += (at % 64) * Math.cos(face.view.roll) + Math.floor(at / 64) * Math.sin(face.view.roll);
        count++;
      });
      return sum / count;
    };
    for (const [left, right] of [
      [2, 3],
      [4, 5],
    ] as const) {
      const gap = middle(right) - middle(left);
      if (Number.isNaN(gap)) continue; // one of them is out of sight
      compared++;
      expect(gap).toBeGreaterThan(0);
    }
  }
  expect(compared).toBeGreaterThan(300);
});

test.each([
  ["lips", [7, 9], 0, { ...plain, mouth: { ...plain.mouth, color: [0.02, 0.5, 0.05] } }],
  [
    "hair",
    [10],
    0.01, // single hairs cover less than half a pixel
    { ...plain, hair: plain.hair && { ...plain.hair, color: [0.1, 0.9, 0.2], tips: [0.1, 0.9, 0.2] } },
  ],
  ["brows", [2, 3], 0, { ...plain, brows: { ...plain.brows, color: [0.1, 0.9, 0.2] } }],
] as const)(
  "drawFace(face, size) in other colors: the image changes where the labels say %s",
  (_, ids, loose, other) => {
    const size = 160;
    const { labels } = drawFace(plain, size);
    const pixels = changed(plain, other as FaceDescription, size);
    const labeled = Array.from(labels.data.keys()).filter((at) =>
      (ids as readonly number[]).includes(labels.data[at] ?? -1),
    );
    expect(labeled.length).toBeGreaterThan(60);
    expect(labeled.filter((at) => !pixels.has(at))).toEqual([]);
    const apart = [...pixels].filter((at) => !near(labels.data, size, at, ids));
    expect(apart.length).toBeLessThanOrEqual(loose * labeled.length);
  },
);

test("drawFace(face, size) labels through clear glasses", () => {
  const worn = faces.find(({ glasses }) => glasses !== null)?.glasses ?? null;
  const behind = { ...plain, glasses: worn };
  expect(drawFace(behind, 96).labels).toEqual(drawFace(plain, 96).labels);
  expect(changed(behind, plain, 96).size).toBeGreaterThan(100);
});

test("drawFace(face, size) labels a beard as the skin it grows on", () => {
  const beard = { color: [0.02, 0.02, 0.02], density: 1, cheeks: 1, chin: 1, moustache: 1 } as const;
  const bearded = { ...plain, beard };
  expect(drawFace(bearded, 96).labels).toEqual(drawFace(plain, 96).labels);
  expect(changed(bearded, plain, 96).size).toBeGreaterThan(100);
});

test("drawFace(face, size) labels a hat as background and leaves less hair and no more face", () => {
  const hat = {
    kind: "beanie",
    color: [0.3, 0.1, 0.1],
    accent: [0.5, 0.5, 0.5],
    edge: -0.5,
    height: 0.2,
  } as const;
  const count = (face: FaceDescription, id: number) =>
    drawFace(face, 96).labels.data.filter((label) => label === id).length;
  const capped = { ...plain, hat };
  expect(count(capped, 10)).toBeLessThan(count(plain, 10) * 0.8);
  expect(count(capped, 0)).toBeGreaterThan(count(plain, 0));
  expect(count(capped, 6)).toBe(count(plain, 6));
});

test("drawFace(face, size) draws a bald head without hair, and a closed mouth without an inside", () => {
  const { labels } = drawFace({ ...plain, hair: null, mouth: { ...plain.mouth, open: 0 } }, 96);
  expect(labels.data.includes(10)).toBe(false);
  expect(labels.data.includes(8)).toBe(false);
  expect(labels.data.includes(7)).toBe(true);
});

test("drawFace(face, size) closes eyes to slits", () => {
  const eyeOf = (openness: readonly [number, number]) =>
    drawFace({ ...plain, eyes: { ...plain.eyes, openness } }, 128).labels.data.filter(
      (label) => label === 4 || label === 5,
    ).length;
  expect(eyeOf([0, 0])).toBeLessThan(eyeOf([1, 1]) * 0.35);
});
