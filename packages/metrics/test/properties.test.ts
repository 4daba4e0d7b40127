import fc from "fast-check";
import {
  ConfusionMatrix,
  dice,
  frequencyWeightedIou,
  iou,
  meanIou,
  pixelAccuracy,
  precision,
  recall,
  total,
} from "../src/index.ts";

interface Maps {
  readonly numClasses: number;
  readonly truth: Uint8Array;
  readonly prediction: Uint8Array;
}

/** Label maps of up to 300 pixels; some pixels are ignored, and some classes are often absent. */
const maps: fc.Arbitrary<Maps> = fc
  .record({ numClasses: fc.integer({ min: 1, max: 20 }), length: fc.integer({ min: 0, max: 300 }) })
  .chain(({ numClasses, length }) => {
    const id = fc.nat({ max: numClasses - 1 });
    const exactly = { minLength: length, maxLength: length };
    return fc.record({
      numClasses: fc.constant(numClasses),
      truth: fc.array(fc.oneof({ weight: 9, arbitrary: id }, fc.constant(255)), exactly).map(toIds),
      prediction: fc.array(id, exactly).map(toIds),
    });
  });

const toIds = (values: readonly number[]) => Uint8Array.from(values);
const count = ({ numClasses, truth, prediction }: Maps) =>
  new ConfusionMatrix(numClasses).update(truth, prediction);
const perClass = { iou, dice, precision, recall };

function expectClose(received: number | undefined, expected: number): void {
  if (Number.isNaN(expected)) expect(received).toBeNaN();
  else expect(received).toBeCloseTo(expected, 12);
}

test("update counts what one look at each pixel counts", () => {
  fc.assert(
    fc.property(maps, (pair) => {
      const expected = new Float64Array(pair.numClasses ** 2);
      pair.truth.forEach((truth, i) => {
        const cell = truth * pair.numClasses + (pair.prediction[i] as number);
        if (truth !== 255) expected[cell] = (expected[cell] as number) + 1;
      });
      expect(count(pair).counts).toEqual(expected);
    }),
  );
});

test("update throws exactly when an id is out of range, and then changes nothing", () => {
  const withAnyId = fc.tuple(maps, fc.nat({ max: 299 }), fc.nat({ max: 255 }), fc.boolean());
  fc.assert(
    fc.property(withAnyId, ([pair, place, id, inTruth]) => {
      fc.pre(pair.truth.length > 0);
      const pixel = place % pair.truth.length;
      (inTruth ? pair.truth : pair.prediction)[pixel] = id;
      const matrix = new ConfusionMatrix(pair.numClasses);
      const update = () => matrix.update(pair.truth, pair.prediction);
      if (id < pair.numClasses || (inTruth && id === 255)) {
        expect(update).not.toThrow();
      } else {
        const name = inTruth ? "truth" : "prediction";
        expect(update).toThrow(new RegExp(`\`${name}\`.*got ${id} at pixel ${pixel}$`));
        expect(matrix.counts.every((n) => n === 0)).toBe(true);
      }
    }),
  );
});

test("counts do not depend on how pixels are split into updates, or matrices into merges", () => {
  fc.assert(
    fc.property(maps, fc.array(fc.nat({ max: 300 })), (pair, cuts) => {
      const { numClasses, truth, prediction } = pair;
      const ends = [0, ...cuts.map((cut) => Math.min(cut, truth.length)).sort((a, b) => a - b), truth.length];
      const parts = ends.slice(1).map((end, i) => ({
        numClasses,
        truth: truth.subarray(ends[i], end),
        prediction: prediction.subarray(ends[i], end),
      }));
      const whole = count(pair).counts;

      const updated = new ConfusionMatrix(numClasses);
      for (const part of parts) updated.update(part.truth, part.prediction);
      expect(updated.counts).toEqual(whole);
      expect(total(parts.map((part, i) => ({ id: `${i}`, counts: count(part) }))).counts).toEqual(whole);
    }),
  );
});

test("counts do not depend on the order of the pixels", () => {
  fc.assert(
    fc.property(maps, (pair) => {
      const reversed = { ...pair, truth: pair.truth.toReversed(), prediction: pair.prediction.toReversed() };
      expect(count(reversed).counts).toEqual(count(pair).counts);
    }),
  );
});

test("JSON and back gives the same counts", () => {
  fc.assert(
    fc.property(maps, (pair) => {
      const matrix = count(pair);
      expect(ConfusionMatrix.fromJSON(JSON.parse(JSON.stringify(matrix)))).toEqual(matrix);
    }),
  );
});

test("permuting the classes permutes the scores of each class and leaves those of all pixels", () => {
  const permuted = maps.chain((pair) => {
    const classes = Array.from({ length: pair.numClasses }, (_, id) => id);
    const { length } = classes;
    return fc.tuple(
      fc.constant(pair),
      fc.shuffledSubarray(classes, { minLength: length, maxLength: length }),
    );
  });
  fc.assert(
    fc.property(permuted, ([pair, to]) => {
      const rename = (ids: Uint8Array) => ids.map((id) => to[id] ?? id);
      const before = count(pair);
      const after = count({ ...pair, truth: rename(pair.truth), prediction: rename(pair.prediction) });
      for (const score of Object.values(perClass)) {
        const [was, is] = [score(before), score(after)];
        expect(to.map((id) => is[id])).toEqual(was);
      }
      expect(pixelAccuracy(after)).toBe(pixelAccuracy(before));
      expectClose(frequencyWeightedIou(after), frequencyWeightedIou(before));
      expectClose(meanIou(after, { background: true }), meanIou(before, { background: true }));
    }),
  );
});

test("exchanging truth and prediction exchanges precision and recall and leaves iou and dice", () => {
  fc.assert(
    fc.property(maps, ({ numClasses, truth, prediction }) => {
      const counted = truth.map((id, i) => (id === 255 ? (prediction[i] as number) : id));
      const one = count({ numClasses, truth: counted, prediction });
      const other = count({ numClasses, truth: prediction, prediction: counted });
      expect(precision(one)).toEqual(recall(other));
      expect(iou(one)).toEqual(iou(other));
      expect(dice(one)).toEqual(dice(other));
    }),
  );
});

test("every score is from 0 to 1 or NaN, and dice is 2 * iou / (1 + iou)", () => {
  fc.assert(
    fc.property(maps, (pair) => {
      const matrix = count(pair);
      for (const score of Object.values(perClass)) {
        for (const value of score(matrix))
          expect(Number.isNaN(value) || (value >= 0 && value <= 1)).toBe(true);
      }
      const dices = dice(matrix);
      iou(matrix).forEach((value, id) => {
        expectClose(dices[id], (2 * value) / (1 + value));
      });
    }),
  );
});

test("a perfect prediction scores 1 for each class present and NaN for the others", () => {
  fc.assert(
    fc.property(maps, ({ numClasses, truth }) => {
      const matrix = count({ numClasses, truth, prediction: truth.map((id) => (id === 255 ? 0 : id)) });
      const expected = Array.from({ length: numClasses }, (_, id) => (truth.includes(id) ? 1 : Number.NaN));
      for (const score of Object.values(perClass)) expect(score(matrix)).toEqual(expected);
    }),
  );
});
