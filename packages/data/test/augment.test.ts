import { createRandom, flipHorizontal, lapa11 } from "@faceseg/image";
import * as fc from "fast-check";
import { anyPair, blobs } from "../../image/test/fixtures.ts";
import { type AugmentOptions, augment } from "../src/index.ts";

const still: AugmentOptions = {
  flip: 0,
  rotate: 0,
  zoom: 1,
  shift: 0,
  brightness: 0,
  contrast: 0,
  saturation: 0,
};
const wild: AugmentOptions = { rotate: 180, zoom: [0.5, 2], shift: 0.5, hue: 180 };

test("augment(all off) is the identity; augment({ flip: 1 }) alone is flipHorizontal", () => {
  fc.assert(
    fc.property(anyPair(), (pair) => {
      expect(augment(still)(pair, createRandom(0), lapa11)).toEqual(pair);
      expect(augment({ ...still, flip: 1 })(pair, createRandom(0), lapa11)).toEqual(
        flipHorizontal(pair, lapa11),
      );
    }),
  );
});

test("augment(options) yields only ids of the image, or of their mirror pairs, and 255", () => {
  fc.assert(
    fc.property(anyPair(), fc.integer(), (pair, seed) => {
      const known = new Set([...pair.labels.data, 255]);
      for (const [left, right] of lapa11.mirrorPairs) {
        if (known.has(left) || known.has(right)) known.add(left).add(right);
      }
      const { labels } = augment(wild)(pair, createRandom(seed), lapa11);
      expect([...labels.data].filter((id) => !known.has(id))).toEqual([]);
    }),
  );
});

test("augment(options) exchanges left and right ids exactly when it mirrors", () => {
  const mirror = augment({ flip: 1, rotate: 30, zoom: 1, shift: 0.1 })(
    blobs(64),
    createRandom(5),
    lapa11,
  ).labels;
  const plain = augment({ flip: 0, rotate: 30, zoom: 1, shift: 0.1 })(
    blobs(64),
    createRandom(5),
    lapa11,
  ).labels;
  for (const labels of [mirror, plain]) {
    const meanX = (wanted: number) => {
      const xs = [...labels.data.keys()].filter((at) => labels.data[at] === wanted).map((at) => at % 64);
      return xs.reduce((sum, x) => sum + x) / xs.length;
    };
    expect(meanX(4)).toBeLessThan(meanX(5));
  }
});

test("augment(options) keeps image and labels aligned: away from borders the color is the label's", () => {
  const side = 96;
  for (let seed = 0; seed < 8; seed++) {
    // The mirrored ids of the eyes have another color, so this one stays unmirrored.
    const options = { ...still, rotate: 180, zoom: [0.6, 1.8] as const, shift: 0.3 };
    const { image, labels } = augment(options)(blobs(side), createRandom(seed), lapa11);
    let compared = 0;
    for (let y = 2; y < side - 2; y++) {
      for (let x = 2; x < side - 2; x++) {
        const id = labels.data[y * side + x] as number;
        const around = [-2, -1, 0, 1, 2].flatMap((dy) =>
          [-2, -1, 0, 1, 2].map((dx) => (y + dy) * side + x + dx),
        );
        if (id === 255 || around.some((at) => labels.data[at] !== id)) continue;
        compared++;
        const at = 3 * (y * side + x);
        expect([...image.data.subarray(at, at + 3)]).toEqual([...(lapa11.classes[id]?.color ?? [])]);
      }
    }
    expect(compared).toBeGreaterThan(1000);
  }
});

test("augment({ zoom: 2 }) magnifies about the center", () => {
  const { labels } = augment({ ...still, zoom: 2 })(blobs(64), createRandom(0), lapa11);
  const source = blobs(64).labels;
  expect(labels.data[0]).toBe(source.data[16 * 64 + 16]);
  expect(labels.data[63 * 64 + 63]).toBe(source.data[47 * 64 + 47]);
});

test("augment({ shift }) moves by at most that share, and labels what comes in 255", () => {
  for (let seed = 0; seed < 20; seed++) {
    const { labels } = augment({ ...still, shift: 0.25 })(blobs(40), createRandom(seed), lapa11);
    const unknown = labels.data.filter((id) => id === 255).length;
    expect(unknown).toBeGreaterThan(0);
    expect(unknown).toBeLessThanOrEqual(1600 - 30 * 30);
  }
});

test("augment(options)(image, random) depends on the random stream alone and leaves its input", () => {
  const pair = blobs(32);
  const transform = augment();
  expect(transform(pair, createRandom(1, 2), lapa11)).toEqual(transform(pair, createRandom(1, 2), lapa11));
  expect(transform(pair, createRandom(1, 2), lapa11)).not.toEqual(
    transform(pair, createRandom(1, 3), lapa11),
  );
  expect(pair).toEqual(blobs(32));
});

test("augment(options) names an option outside its range, and the nearest legal value", () => {
  expect(() => augment({ flip: 2 })).toThrow(
    "Expected `flip` to be a number from 0 to 1, got 2; the nearest is 1",
  );
  expect(() => augment({ zoom: [1.2, 0.8] })).toThrow(
    "Expected `zoom[1]` to be a number from 1.2 to 100, got 0.8",
  );
  expect(() => augment({ zoom: 0 })).toThrow("`zoom[0]`");
  expect(() => augment({ rotate: -5 })).toThrow("the nearest is 0");
});
