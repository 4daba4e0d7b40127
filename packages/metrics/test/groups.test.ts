import fc from "fast-check";
import {
  boundaryCounts,
  boundaryMatches,
  boundaryMatchTable,
  boundaryTable,
  ConfusionMatrix,
  confusionTable,
  dice,
  frequencyWeightedIou,
  imageTable,
  iou,
  leftRightConfusion,
  meanIou,
  overlapsOf,
  overlapTable,
  pixelAccuracy,
  precision,
  recall,
  scoresBySize,
  total,
  totalOf,
} from "../src/index.ts";
import { maps } from "./maps.ts";

/** An image whose class 1 has some pixels of 100, of which some are found. */
function image(id: string, pixels: number, found: number) {
  const counts = new ConfusionMatrix(2);
  counts.counts.set([100 - pixels, 0, pixels - found, found]);
  return { id, counts };
}

test("overlapsOf(counts) has all that the scores need", () => {
  fc.assert(
    fc.property(maps, ({ truth, prediction, numClasses }) => {
      const matrix = new ConfusionMatrix(numClasses).update(truth, prediction);
      const overlaps = overlapsOf(matrix);
      for (const score of [iou, dice, precision, recall, meanIou, pixelAccuracy, frequencyWeightedIou]) {
        expect(score(overlaps)).toEqual(score(matrix));
      }
    }),
  );
});

test("scores refuse overlaps of another length", () => {
  expect(() => iou({ numClasses: 2, overlaps: [1, 2, 3] })).toThrow(
    new RangeError("Expected `overlaps` to hold 3 * 2 = 6 numbers, got 3"),
  );
});

test("leftRightConfusion(counts, pairs) is the share of the pairs' pixels that were called the mirror", () => {
  const counts = { numClasses: 3, counts: [5, 1, 1, 2, 6, 2, 0, 1, 3] };
  expect(leftRightConfusion(counts, [[1, 2]])).toBe(3 / 14);
  expect(leftRightConfusion(counts, [[2, 1]])).toBe(3 / 14);
  expect(leftRightConfusion({ numClasses: 3, counts: new Array(9).fill(0) }, [[1, 2]])).toBeNaN();
  expect(leftRightConfusion(counts, [])).toBeNaN();
  expect(() => leftRightConfusion(counts, [[1, 3]])).toThrow(/`pairs` to be a class from 0 to 2, got 3/);
});

test("leftRightConfusion(counts, pairs) is 0 for a perfect prediction and 1 for its mirror", () => {
  fc.assert(
    fc.property(fc.uint8Array({ min: 0, max: 3, minLength: 1, maxLength: 50 }), (truth) => {
      fc.pre(truth.some((id) => id > 1));
      const share = (prediction: Uint8Array) =>
        leftRightConfusion(new ConfusionMatrix(4).update(truth, prediction), [[2, 3]]);
      expect(share(truth)).toBe(0);
      expect(share(truth.map((id) => (id > 1 ? 5 - id : id)))).toBe(1);
    }),
  );
});

test("scoresBySize(images, id) scores groups from the smallest to the largest part", () => {
  const list = [
    image("large", 40, 40),
    image("none", 0, 0),
    image("small", 4, 1),
    image("larger", 50, 20),
    image("smaller", 2, 1),
  ];
  expect(scoresBySize(list, 1, { groups: 2 })).toEqual([
    { from: 0.02, to: 0.04, images: 2, score: 2 / 6 },
    { from: 0.4, to: 0.5, images: 2, score: 60 / 90 },
  ]);
  expect(scoresBySize(list, 1, { groups: 1, score: recall })[0]?.score).toBe(62 / 96);
  expect(scoresBySize(list, 1).map(({ images }) => images)).toEqual([1, 1, 1, 1]);
  expect(scoresBySize(list, 1, { groups: 9 })).toHaveLength(4);
  expect(scoresBySize([image("none", 0, 0)], 1)).toEqual([]);
});

test("scoresBySize(images, id) puts each image that has the part into one group, of sizes in order", () => {
  const sizes = fc.array(fc.nat({ max: 100 }), { maxLength: 20 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 6 }), (pixels, groups) => {
      const list = pixels.map((count, i) => image(`${i}`, count, count));
      const result = scoresBySize(list, 1, { groups });
      const present = pixels.filter((count) => count > 0).length;
      expect(result.reduce((sum, group) => sum + group.images, 0)).toBe(present);
      expect(result.every(({ from, to }) => from <= to)).toBe(true);
      expect(result.every(({ from }, i) => i === 0 || from >= (result[i - 1]?.to as number))).toBe(true);
      const counts = result.map((group) => group.images);
      if (present > 0) expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }),
  );
});

test("scoresBySize(images, id, options) names what is out of range", () => {
  const list = [image("a", 1, 1)];
  expect(() => scoresBySize(list, 2)).toThrow(/`id` to be a class from 0 to 1, got 2/);
  expect(() => scoresBySize(list, 1, { groups: 0 })).toThrow(/`groups`.*got 0; the nearest is 1/);
});

test("tables of counts add up to the counts of all pixels", () => {
  fc.assert(
    fc.property(maps, maps, (one, two) => {
      const other = { ...two, numClasses: one.numClasses };
      other.truth.forEach((id, i) => {
        other.truth[i] = id === 255 ? 255 : id % one.numClasses;
        other.prediction[i] = (other.prediction[i] as number) % one.numClasses;
      });
      const pair = [one, other];
      const counted = pair.map(({ truth, prediction, numClasses }, i) => ({
        id: `${i}`,
        counts: new ConfusionMatrix(numClasses).update(truth, prediction),
      }));
      expect([...Array.from(totalOf(confusionTable(counted)).counts)]).toEqual([...total(counted).counts]);
      expect(iou(totalOf(overlapTable(counted)))).toEqual(iou(total(counted)));

      const boundaries = pair.map((map, i) => ({
        id: `${i}`,
        counts: boundaryCounts(map.truth, map.prediction, map),
      }));
      const sum = totalOf(boundaryTable(boundaries));
      const added = (key: "intersection" | "union") =>
        Array.from(
          { length: one.numClasses },
          (_, id) => (boundaries[0]?.counts[key][id] as number) + (boundaries[1]?.counts[key][id] as number),
        );
      expect(sum).toEqual({
        numClasses: one.numClasses,
        intersection: added("intersection"),
        union: added("union"),
      });
    }),
  );
});

test("totalOf(table, places) adds those rows, as often as they are named", () => {
  const truth = Uint8Array.of(0, 0, 1, 1);
  const prediction = Uint8Array.of(0, 1, 1, 1);
  const counts = boundaryMatches(truth, prediction, { width: 4, height: 1, numClasses: 2, tolerance: 0 });
  const table = boundaryMatchTable([
    { id: "a", counts },
    { id: "b", counts },
  ]);
  expect(totalOf(table, [1])).toEqual(counts);
  expect(totalOf(table, [0, 0, 1]).truth).toEqual([6, 6]);
  expect(totalOf(table, []).predicted).toEqual([0, 0]);
  expect(() => totalOf(table, [2])).toThrow(new RangeError("Expected `places` to be from 0 to 1, got 2"));
});

test("imageTable(images, write, read) refuses no image, one twice, and rows of another length", () => {
  const table = (...images: { id: string; counts: number[] }[]) =>
    imageTable(
      images,
      (row) => row,
      (sum) => sum,
    );
  expect(() => table()).toThrow(new RangeError("Expected `images` to hold at least 1 image, got 0"));
  expect(() => table({ id: "a", counts: [1] }, { id: "a", counts: [2] })).toThrow(/once, got "a" twice/);
  expect(() => table({ id: "a", counts: [1] }, { id: "b", counts: [1, 2] })).toThrow(
    /to have 1 numbers like the first, got 2 in "b"/,
  );
});
