import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import {
  argmax,
  fillHoles,
  guidedRefine,
  keepLargest,
  type LabelMap,
  lapa11,
  partIds,
  partPieces,
  removeIslands,
} from "../src/index.ts";

const pieces = partPieces(lapa11);

import { findComponents } from "../src/labels/components.ts";
import { anyPair, labelMap } from "./fixtures.ts";

interface Golden {
  readonly scipy: string;
  readonly labels: {
    readonly width: number;
    readonly height: number;
    readonly labels: string;
    readonly ids: number[];
    readonly filled: string;
    readonly components: [number, number][];
  }[];
  readonly guided: {
    readonly width: number;
    readonly height: number;
    readonly radius: number;
    readonly epsilon: number;
    readonly image: string;
    readonly probabilities: number[];
    readonly refined: number[];
  }[];
}

// Written by golden/make-postprocess.py.
const file = new URL("./golden/postprocess.json", import.meta.url);
const golden = JSON.parse(readFileSync(file, "utf8")) as Golden;
const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, "hex"));

const rows = ({ width, data }: LabelMap) =>
  Array.from({ length: data.length / width }, (_, y) => [...data.subarray(y * width, (y + 1) * width)]);

test.each(golden.labels)(
  `components and holes are those of SciPy ${golden.scipy}: $width by $height`,
  ({ width, height, labels, ids, filled, components }) => {
    const map = { width, height, data: bytes(labels) };
    const sizes = findComponents(map).map(({ id, pixels }) => [id, pixels.length] as [number, number]);
    expect(sizes.sort(([id, size], [otherId, otherSize]) => id - otherId || size - otherSize)).toEqual(
      components,
    );
    expect(fillHoles(map, { ids }).data).toEqual(bytes(filled));
  },
);

test("keepLargest(labels) gives a second nose to what is around it", () => {
  const labels = labelMap([0, 0, 0, 0, 0, 0], [0, 6, 6, 1, 1, 1], [0, 6, 6, 1, 6, 1], [0, 0, 0, 1, 1, 1]);
  expect(rows(keepLargest(labels, { pieces }))).toEqual([
    [0, 0, 0, 0, 0, 0],
    [0, 6, 6, 1, 1, 1],
    [0, 6, 6, 1, 1, 1],
    [0, 0, 0, 1, 1, 1],
  ]);
});

test("keepLargest(labels, { pieces }) keeps as many as it is told, and all of classes that it does not name", () => {
  const labels = labelMap([6, 6, 6, 0, 6, 6, 0, 6, 0, 1, 0, 1]);
  expect([...keepLargest(labels, { pieces: { 6: 2 } }).data]).toEqual([6, 6, 6, 0, 6, 6, 0, 0, 0, 1, 0, 1]);
  expect([...keepLargest(labels, { pieces: {} }).data]).toEqual([...labels.data]);
  expect(pieces).toEqual({ 2: 1, 3: 1, 4: 1, 5: 1, 6: 1, 7: 1, 8: 1, 9: 1 });
});

test("keepLargest(labels) keeps the upper of two equal pieces, and pixels that touch by a corner together", () => {
  expect([...keepLargest(labelMap([6, 0, 6]), { pieces }).data]).toEqual([6, 0, 0]);
  expect(rows(keepLargest(labelMap([2, 1, 1], [1, 2, 1]), { pieces }))).toEqual([
    [2, 1, 1],
    [1, 2, 1],
  ]);
});

test("removeIslands(labels, { smallest }) gives a speck to the label that it touches most", () => {
  const labels = labelMap([1, 1, 1, 1], [1, 1, 5, 0], [0, 0, 0, 0], [0, 0, 0, 0]);
  // The 5 touches 1 above and to the left, 0 to the right and below: even, so the lower id.
  expect(rows(removeIslands(labels, { smallest: 2 }))[1]).toEqual([1, 1, 0, 0]);
  const more = labelMap([1, 1, 1, 1], [1, 1, 5, 1], [0, 0, 0, 0], [0, 0, 0, 0]);
  expect(rows(removeIslands(more, { smallest: 2 }))[1]).toEqual([1, 1, 1, 1]);
});

test("removeIslands(labels, { probabilities }) gives a speck to the most probable of the labels around it", () => {
  const labels = labelMap([1, 1, 2, 0, 0]);
  const probabilities = Float32Array.from([0, 0, 0, 0, 0, 0, 0.3, 0.2, 0.5, 0, 0, 0, 0, 0, 0]);
  expect([...removeIslands(labels, { smallest: 2, probabilities }).data]).toEqual([1, 1, 0, 0, 0]);
  probabilities.set([0.2, 0.3, 0.5], 6);
  expect([...removeIslands(labels, { smallest: 2, probabilities }).data]).toEqual([1, 1, 1, 0, 0]);
});

test("removeIslands(labels, { smallest }) lets specks side by side join what stays, one after the other", () => {
  expect([...removeIslands(labelMap([1, 1, 1, 2, 3, 4, 0, 0, 0]), { smallest: 2 }).data]).toEqual([
    1, 1, 1, 1, 0, 0, 0, 0, 0,
  ]);
});

test("removeIslands(labels, { smallest }) keeps the largest piece where all are smaller", () => {
  expect([...removeIslands(labelMap([1, 2, 2, 3]), { smallest: 9 }).data]).toEqual([2, 2, 2, 2]);
});

test("dissolving leaves ignored pixels as they are and gives nothing to them", () => {
  const labels = labelMap([255, 6, 255, 6, 6, 1]);
  expect([...removeIslands(labels, { smallest: 2 }).data]).toEqual([255, 6, 255, 6, 6, 6]);
  expect([...keepLargest(labels, { pieces }).data]).toEqual([255, 6, 255, 6, 6, 1]);
  expect([...fillHoles(labelMap([4, 4, 4], [4, 255, 4], [4, 4, 4]), { ids: [4] }).data]).toContain(255);
});

const withoutIgnored = anyPair(8).map(({ labels }) => ({
  ...labels,
  data: labels.data.map((id) => (id === 255 ? 0 : id)),
}));

test("keepLargest(labels) leaves each part in one piece, the largest it had among them, and settles at once", () => {
  fc.assert(
    fc.property(withoutIgnored, (labels) => {
      const kept = keepLargest(labels, { pieces });
      const list = findComponents(kept);
      for (const id of Object.keys(pieces).map(Number)) {
        expect(list.filter((component) => component.id === id).length).toBeLessThanOrEqual(1);
        const before = findComponents(labels).filter((component) => component.id === id);
        const largest = before.sort((a, b) => b.pixels.length - a.pixels.length)[0];
        for (const pixel of largest?.pixels ?? []) expect(kept.data[pixel]).toBe(id);
      }
      expect(keepLargest(kept, { pieces })).toEqual(kept);
    }),
  );
});

test("removeIslands(labels, { smallest }) leaves no smaller piece unless all were smaller, and invents no label", () => {
  fc.assert(
    fc.property(withoutIgnored, fc.integer({ min: 1, max: 9 }), (labels, smallest) => {
      const clean = removeIslands(labels, { smallest });
      const list = findComponents(clean);
      const stays = findComponents(labels).some(({ pixels }) => pixels.length >= smallest);
      expect(stays ? list.length > 0 : list.length === 1).toBe(true);
      if (stays) expect(list.every(({ pixels }) => pixels.length >= smallest)).toBe(true);
      const known = new Set(labels.data);
      expect(clean.data.every((id) => known.has(id))).toBe(true);
      expect(removeIslands(labels, { smallest: 1 })).toEqual(labels);
    }),
  );
});

test("fillHoles(labels) fills parts and leaves the holes of skin and hair", () => {
  const ring = (id: number, inner: number) => labelMap([id, id, id], [id, inner, id], [id, id, id]);
  expect([...fillHoles(ring(4, 1), { ids: partIds(lapa11) }).data]).toEqual([...ring(4, 4).data]);
  expect([...fillHoles(ring(1, 4), { ids: partIds(lapa11) }).data]).toEqual([...ring(1, 4).data]);
  expect([...fillHoles(ring(1, 4), { ids: [1] }).data]).toEqual([...ring(1, 1).data]);
});

test("fillHoles(labels) only ever adds to parts, and settles at once", () => {
  fc.assert(
    fc.property(anyPair(8), ({ labels }) => {
      const filled = fillHoles(labels, { ids: [4] });
      filled.data.forEach((id, pixel) => {
        if (id !== labels.data[pixel]) expect(id).toBe(4);
      });
      expect(fillHoles(filled, { ids: [4] })).toEqual(filled);
    }),
  );
});

test.each(golden.guided)(
  "guidedRefine is the mean of least-squares fits in all windows: radius $radius, epsilon $epsilon",
  ({ width, height, radius, epsilon, image, probabilities, refined }) => {
    const ours = guidedRefine(
      Float32Array.from(probabilities),
      { width, height, numClasses: 3 },
      { width, height, data: bytes(image) },
      { radius, epsilon },
    );
    expect(ours).toHaveLength(refined.length);
    refined.forEach((value, i) => {
      expect(ours[i]).toBeCloseTo(value, 5);
    });
  },
);

test("guidedRefine(probabilities, shape, image) moves a blurred border onto the image's edge", () => {
  const [width, height] = [16, 8];
  const shape = { width, height, numClasses: 2 };
  const left = (x: number) => Math.min(1, Math.max(0, (10 - x) / 6));
  const probabilities = Float32Array.from({ length: width * height * 2 }, (_, i) => {
    const share = left(Math.floor(i / 2) % width);
    return i % 2 === 0 ? share : 1 - share;
  });
  const data = Uint8Array.from({ length: 3 * width * height }, (_, i) =>
    Math.floor(i / 3) % width < 8 ? 40 : 200,
  );
  const refined = guidedRefine(probabilities, shape, { width, height, data });
  expect(rows(argmax(probabilities, shape))[4]?.indexOf(1)).toBe(8);
  const step = (values: Float32Array) => (values[14] as number) - (values[16] as number);
  expect(step(probabilities)).toBeCloseTo(1 / 6, 5);
  expect(step(refined)).toBeGreaterThan(0.4);
});

test("guidedRefine keeps plain probabilities, and each pixel's sum to 1 and are none below 0", () => {
  fc.assert(
    fc.property(anyPair(6), fc.integer({ min: 1, max: 3 }), ({ image, labels }, radius) => {
      const { width, height } = image;
      const shape = { width, height, numClasses: 2 };
      const plain = Float32Array.from({ length: width * height * 2 }, (_, i) => (i % 2 ? 0.25 : 0.75));
      guidedRefine(plain, shape, image, { radius }).forEach((value, i) => {
        expect(value).toBeCloseTo(plain[i] as number, 5);
      });
      const sharp = plain.map((_, i) => ((labels.data[i >> 1] as number) % 2 === i % 2 ? 1 : 0));
      const refined = guidedRefine(sharp, shape, image, { radius });
      for (let at = 0; at < refined.length; at += 2) {
        const [one, other] = [refined[at] as number, refined[at + 1] as number];
        expect(Math.min(one, other)).toBeGreaterThanOrEqual(0);
        expect(one + other).toBeCloseTo(1, 5);
      }
    }),
  );
});

test("post-processing names what is out of range", () => {
  const labels = labelMap([0, 1]);
  const shape = { width: 2, height: 1, numClasses: 2 };
  const image = { width: 2, height: 1, data: new Uint8Array(6) };
  const four = new Float32Array(4);
  expect(() => removeIslands(labels, { smallest: 0 })).toThrow(/`smallest`.*got 0; the nearest is 1/);
  expect(() => keepLargest(labels, { pieces: { 4: 0 } })).toThrow(/`pieces\[4\]`.*got 0; the nearest is 1/);
  expect(() => keepLargest(labels, { pieces, probabilities: new Float32Array(3) })).toThrow(
    /each of 2 pixels, got 3 numbers/,
  );
  expect(() => guidedRefine(four, shape, { ...image, width: 3 })).toThrow(
    /`image` to be 2 by 1 .* got 3 by 1/,
  );
  expect(() => guidedRefine(four, shape, image, { radius: 0 })).toThrow(/`radius`.*got 0; the nearest is 1/);
  expect(() => guidedRefine(four, shape, image, { epsilon: 0 })).toThrow(
    /`epsilon`.*got 0; the default is 0.001/,
  );
});
