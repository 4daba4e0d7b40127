import * as fc from "fast-check";
import { maskOf, measureMask, outlines, type Ring } from "../src/index.ts";

const rows = (...lines: string[]) => ({
  width: lines[0]?.length ?? 0,
  height: lines.length,
  mask: Uint8Array.from(lines.join(""), (sign) => (sign === "#" ? 1 : 0)),
});

/** Positive for a ring that runs clockwise as one sees it (y points down). */
const areaOf = (ring: Ring) =>
  ring.reduce((sum, { x, y }, i) => {
    const next = ring[(i + 1) % ring.length] as Ring[number];
    return sum + (x * next.y - next.x * y) / 2;
  }, 0);

/** Whether a point lies inside by the even-odd rule: a ray to the left crosses an odd number of upright edges. */
const inside = (rings: readonly Ring[], px: number, py: number) =>
  rings
    .flatMap((ring) => ring.map((from, i) => [from, ring[(i + 1) % ring.length] as Ring[number]] as const))
    .filter(([a, b]) => a.x === b.x && a.x < px && Math.min(a.y, b.y) < py && py < Math.max(a.y, b.y))
    .length %
    2 ===
  1;

test("outlines(mask) of one pixel is its square, clockwise", () => {
  const { mask, ...size } = rows("...", ".#.");
  expect(outlines(mask, size)).toEqual([
    [
      { x: 1, y: 1 },
      { x: 2, y: 1 },
      { x: 2, y: 2 },
      { x: 1, y: 2 },
    ],
  ]);
});

test("outlines(mask) runs around holes the other way, and parts what touches at a corner", () => {
  const ring = rows("###", "#.#", "###");
  expect(outlines(ring.mask, ring).map(areaOf)).toEqual([9, -1]);
  const corner = rows("#.", ".#");
  expect(outlines(corner.mask, corner).map(areaOf)).toEqual([1, 1]);
  const other = rows(".#", "#.");
  expect(outlines(other.mask, other).map(areaOf)).toEqual([1, 1]);
  const nothing = rows("..", "..");
  expect(outlines(nothing.mask, nothing)).toEqual([]);
});

const anyMask = fc
  .record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 9 }) })
  .chain(({ width, height }) =>
    fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      mask: fc
        .array(fc.constantFrom(0, 1), { minLength: width * height, maxLength: width * height })
        .map((values) => Uint8Array.from(values)),
    }),
  );

test("outlines(mask), filled, are the mask again, and their areas are its area", () => {
  fc.assert(
    fc.property(anyMask, ({ mask, width, height }) => {
      const rings = outlines(mask, { width, height });
      const filled = mask.map((_, at) =>
        inside(rings, (at % width) + 0.5, Math.floor(at / width) + 0.5) ? 1 : 0,
      );
      expect(filled).toEqual(mask);
      expect(rings.reduce((sum, ring) => sum + areaOf(ring), 0)).toBe(
        measureMask(mask, { width, height }).area,
      );
    }),
    { numRuns: 500 },
  );
});

test("measureMask(mask) counts, boxes and centers by hand", () => {
  const { mask, ...size } = rows("....", ".##.", "..##");
  expect(measureMask(mask, size)).toEqual({
    area: 4,
    box: { x: 1, y: 1, width: 3, height: 2 },
    centroid: { x: 2.5, y: 2 },
  });
  expect(measureMask(new Uint8Array(4), { width: 2, height: 2 })).toEqual({
    area: 0,
    box: null,
    centroid: null,
  });
});

test("maskOf(labels, ids) marks one class or several", () => {
  const labels = { data: Uint8Array.of(0, 1, 2, 255, 1) };
  expect([...maskOf(labels, 1)]).toEqual([0, 1, 0, 0, 1]);
  expect([...maskOf(labels, [2, 255])]).toEqual([0, 0, 1, 1, 0]);
});
