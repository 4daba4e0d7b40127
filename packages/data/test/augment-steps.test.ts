import { affine, createRandom, flipHorizontal, type LabeledImage, lapa11 } from "@faceseg/image";
import * as fc from "fast-check";
import { anyPair, blobs } from "../../image/test/fixtures.ts";
import { type AugmentKind, type AugmentStep, augment, augmentations } from "../src/index.ts";

const kinds = Object.keys(augmentations) as AugmentKind[];
const ofForm = (form: string) => kinds.filter((kind) => augmentations[kind].form === form);
const always = (kind: AugmentKind): AugmentStep => ({ kind, p: 1 });
const taken = (step: AugmentStep, pair: LabeledImage, seed = 0) =>
  augment([step])(pair, createRandom(seed), lapa11);

test("augmentations lists every kind that is asked for, frozen", () => {
  expect(kinds.toSorted()).toEqual(
    "affine blur color cutout elastic flip grid jpeg noise occluder shadow".split(" "),
  );
  expect(Object.isFrozen(augmentations)).toBe(true);
  expect(Object.values(augmentations).every(Object.isFrozen)).toBe(true);
});

test.each(kinds)(
  "augment([{ kind: %j }]) keeps size and input, and depends on the random stream alone",
  (kind) => {
    const pair = blobs(40);
    const first = taken(always(kind), pair, 1);
    expect(taken(always(kind), pair, 1)).toEqual(first);
    expect(pair).toEqual(blobs(40));
    expect(first.id).toBe("pair");
    expect([first.image.data.length, first.labels.data.length]).toEqual([4800, 1600]);
    const seeds = [1, 2, 3].map((seed) => taken(always(kind), pair, seed).image);
    expect(seeds.some((image) => image.data.some((value, at) => value !== pair.image.data[at]))).toBe(true);
  },
);

test("augment(steps) yields only ids of the image, of their mirror pairs, 255 and the covers' own ids", () => {
  const step = fc.constantFrom(...kinds).map(always);
  fc.assert(
    fc.property(anyPair(), fc.array(step, { maxLength: 6 }), fc.integer(), (pair, steps, seed) => {
      const known = new Set([...pair.labels.data, 0, 255]);
      for (const [left, right] of lapa11.mirrorPairs) {
        if (known.has(left) || known.has(right)) known.add(left).add(right);
      }
      const { labels } = augment(steps)(pair, createRandom(seed), lapa11);
      expect([...labels.data].filter((id) => !known.has(id))).toEqual([]);
    }),
  );
});

test.each(ofForm("recolor"))("augment([{ kind: %j }]) does not touch the labels", (kind) => {
  fc.assert(
    fc.property(anyPair(), fc.integer(), (pair, seed) => {
      expect(taken(always(kind), pair, seed).labels).toEqual(pair.labels);
    }),
  );
});

test.each(ofForm("move"))(
  "augment([{ kind: %j }]) moves image and labels alike: colors stay the label's",
  (kind) => {
    const side = 96;
    for (let seed = 0; seed < 6; seed++) {
      const { image, labels } = taken(always(kind), blobs(side), seed);
      let [compared, wrong] = [0, 0];
      for (let y = 2; y < side - 2; y++) {
        for (let x = 2; x < side - 2; x++) {
          const id = labels.data[y * side + x] as number;
          const near = [-2, -1, 0, 1, 2].flatMap((dy) =>
            [-2, -1, 0, 1, 2].map((dx) => (y + dy) * side + x + dx),
          );
          if (id === 255 || near.some((at) => labels.data[at] !== id)) continue;
          compared++;
          // The image is drawn in the colors of ids before a mirror exchanges them.
          const drawn = kind === "flip" && (id === 4 || id === 5) ? 9 - id : id;
          const at = 3 * (y * side + x);
          if (lapa11.classes[drawn]?.color.some((value, channel) => image.data[at + channel] !== value))
            wrong++;
        }
      }
      expect([compared > 1000, wrong]).toEqual([true, 0]);
    }
  },
);

test.each(ofForm("cover"))(
  "augment([{ kind: %j, label }]) sets covered pixels to that id and nothing else",
  (kind) => {
    for (let seed = 0; seed < 10; seed++) {
      const pair = blobs(64);
      const { image, labels } = taken({ kind, p: 1, label: 8 } as AugmentStep, pair, seed);
      const changed = [...labels.data.keys()].filter((at) => labels.data[at] !== pair.labels.data[at]);
      expect(changed.length).toBeGreaterThan(0);
      expect(changed.every((at) => labels.data[at] === 8)).toBe(true);
      // Away from the outlines what has kept its id has kept its color.
      const kept = [...labels.data.keys()].filter((at) =>
        [0, -1, 1, -64, 64, -65, -63, 63, 65].every((step) => (labels.data[at + step] ?? 8) !== 8),
      );
      expect(kept.every((at) => image.data[3 * at] === pair.image.data[3 * at])).toBe(true);
    }
  },
);

test("augment([{ kind: occluder }]) covers face with background; cutout covers with 255", () => {
  const faceOf = ({ labels }: LabeledImage) => labels.data.filter((id) => id >= 1 && id <= 9).length;
  for (let seed = 0; seed < 10; seed++) {
    const hidden = taken({ kind: "occluder", p: 1, size: 0.2 }, blobs(64), seed);
    expect(faceOf(hidden)).toBeLessThan(faceOf(blobs(64)));
    expect(hidden.labels.data.includes(0)).toBe(true);
    expect(hidden.labels.data.includes(255)).toBe(false);
    expect(taken({ kind: "cutout", p: 1 }, blobs(64), seed).labels.data.includes(255)).toBe(true);
  }
});

test("augment([{ kind: cutout, size, holes: 1 }]) cuts whole pixels of the mean color, as large as it says", () => {
  const pair = blobs(64);
  const { image, labels } = taken({ kind: "cutout", p: 1, size: 0.25, holes: 1 }, pair, 3);
  const cut = [...labels.data.keys()].filter((at) => labels.data[at] === 255);
  const mean = (channel: number) =>
    Math.round(
      pair.image.data.reduce((sum, value, at) => sum + (at % 3 === channel ? value : 0), 0) / (64 * 64),
    );
  expect(cut).toHaveLength(16 * 16);
  for (const at of cut) expect([...image.data.subarray(3 * at, 3 * at + 3)]).toEqual([0, 1, 2].map(mean));
});

test("augment([flip, flip]) is the identity: movements in a row are one warp, mirrored ids exchanged twice", () => {
  const flip: AugmentStep = { kind: "flip", p: 1 };
  fc.assert(
    fc.property(anyPair(), (pair) => {
      expect(augment([flip])(pair, createRandom(0), lapa11)).toEqual(flipHorizontal(pair, lapa11));
      expect(augment([flip, flip])(pair, createRandom(0), lapa11)).toEqual(pair);
    }),
  );
});

test("augment([shift right, zoom 2]) shifts first, then zooms", () => {
  const pair = blobs(64);
  const still = { kind: "affine", angle: 0, zoom: 1, x: 0, y: 0 } as const;
  const both = augment([
    { ...still, x: 0.125 },
    { ...still, zoom: 2 },
  ])(pair, createRandom(0), lapa11);
  // The output's (x, y) shows the middle half of the image, which is 8 pixels further right.
  expect(both).toEqual(affine(pair, [0.5, 0, 16 - 8, 0, 0.5, 16]));
});

test("augment([elastic]) displaces by a field whose deviation B-splines halve", () => {
  // Columns count up, so the image itself tells where each of its pixels came from.
  const [width, height] = [200, 200];
  const data = Uint8Array.from({ length: 3 * width * height }, (_, at) => Math.floor(at / 3) % width);
  const labels = { width, height, data: new Uint8Array(width * height) };
  const pair = { id: "ramp", image: { width, height, data }, labels };
  const shifts: number[] = [];
  for (let seed = 0; seed < 40; seed++) {
    const moved = taken({ kind: "elastic", p: 1, strength: 0.02, scale: 0.2 }, pair, seed).image.data;
    // Knots lie at multiples of 40 pixels.
    for (const y of [40, 80, 120, 160]) {
      for (const x of [40, 80, 120, 160]) shifts.push((moved[3 * (y * width + x)] as number) - x);
    }
  }
  const mean = shifts.reduce((sum, shift) => sum + shift) / shifts.length;
  const deviation = Math.sqrt(shifts.reduce((sum, shift) => sum + (shift - mean) ** 2, 0) / shifts.length);
  // At a knot the weights along an axis are 1/6, 4/6, 1/6: squares sum to 1/2, over both axes to 1/4.
  expect(Math.abs(mean)).toBeLessThan(0.3);
  expect(Math.abs(deviation - 0.02 * 200 * 0.5)).toBeLessThan(0.25);
});

test("augment([grid]) keeps the borders, moves no line further than its strength, and never folds", () => {
  const [width, height] = [100, 100];
  const data = Uint8Array.from({ length: 3 * width * height }, (_, at) => 2 * (Math.floor(at / 3) % width));
  const labels = { width, height, data: new Uint8Array(width * height) };
  for (let seed = 0; seed < 20; seed++) {
    const pair = { id: "ramp", image: { width, height, data }, labels };
    const moved = taken({ kind: "grid", p: 1, strength: 0.45, cells: 4 }, pair, seed);
    const row = Array.from({ length: width }, (_, x) => (moved.image.data[3 * x] as number) / 2);
    expect(row.every((place, x) => x === 0 || place >= (row[x - 1] as number))).toBe(true);
    expect(Math.max(...row.map((place, x) => Math.abs(place - x)))).toBeLessThanOrEqual(0.45 * 25 + 0.5);
    expect([row[0], row[99]].map((place) => Math.round(place as number))).toEqual([0, 99]);
    expect(moved.labels.data.includes(255)).toBe(false);
  }
});

test("augment([{ kind: shadow, darkness }]) takes at most that share of the light, and somewhere all of it", () => {
  const image = { width: 60, height: 60, data: new Uint8Array(3 * 3600).fill(200) };
  const labels = { width: 60, height: 60, data: new Uint8Array(3600) };
  const { data } = taken({ kind: "shadow", p: 1, darkness: 0.5 }, { id: "gray", image, labels }, 2).image;
  expect([Math.min(...data), Math.max(...data)]).toEqual([100, 200]);
});

test("augment([{ p }]) takes a step in that share of images", () => {
  const step = augment([{ kind: "flip", p: 0.3 }]);
  const pair = blobs(8);
  let flipped = 0;
  for (let seed = 0; seed < 1000; seed++) if (step(pair, createRandom(seed), lapa11) !== pair) flipped++;
  expect(Math.abs(flipped - 300)).toBeLessThan(60);
});

test("augment([]) is the identity", () => {
  expect(augment([])(blobs(8), createRandom(0), lapa11)).toEqual(blobs(8));
});

test("augment(steps) draws a range anew for each image, whole numbers where only those make sense", () => {
  const pair = blobs(32);
  const hole = { kind: "cutout", p: 1, size: 0.1, holes: [1, 4] } as const;
  const cuts = [0, 1, 2, 3, 4, 5, 6, 7].map(
    (seed) => taken(hole, pair, seed).labels.data.filter((id) => id === 255).length,
  );
  expect(new Set(cuts).size).toBeGreaterThan(3);
});

test("augment(steps) answers an unknown kind, parameter or value with what is known", () => {
  const wrong = (step: object) => () => augment([{ kind: "flip" }, step as AugmentStep]);
  expect(wrong({ kind: "elastik" })).toThrow(
    "Expected `steps[1].kind` to be one of flip, affine, elastic, grid, color, blur, noise, jpeg, shadow, " +
      "cutout, occluder, got elastik",
  );
  expect(wrong({ kind: "toString" })).toThrow("got toString");
  expect(wrong({ kind: "jpeg", qualty: 3 })).toThrow(
    "Expected `steps[1]` (jpeg) to have only p, quality, got qualty",
  );
  expect(wrong({ kind: "blur", label: 0 })).toThrow("to have only p, sigma, got label");
  expect(wrong({ kind: "cutout", label: 256 })).toThrow("`steps[1].label` to be a class id or 255");
  expect(() => augment([{ kind: "cutout", label: 11 }])(blobs(8), createRandom(0), lapa11)).toThrow(
    "Expected `label` of a step to be from 0 to 10, or 255, got 11",
  );
  expect(wrong({ kind: "jpeg", quality: 0 })).toThrow(
    "Expected `steps[1].quality` to be a whole number in 1..100, got 0; the nearest is 1",
  );
  expect(wrong({ kind: "grid", strength: [0.4, 0.2] })).toThrow(
    "Expected `steps[1].strength[1]` in 0.4..0.45, got 0.2; the nearest is 0.4",
  );
  expect(wrong({ kind: "blur", sigma: [1, 2, 3] })).toThrow("to be a number or [from, to], got [1, 2, 3]");
  expect(wrong({ kind: "blur", sigma: "wide" })).toThrow("got wide; the nearest is 0");
  expect(wrong({ kind: "flip", p: 2 })).toThrow("Expected `steps[1].p` in 0..1, got 2");
});
