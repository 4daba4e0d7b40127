import { argmax } from "@faceseg/image";
import * as tf from "@tensorflow/tfjs-core";
import * as fc from "fast-check";
import { labelsAt, type ScoreMap, scoresAt } from "../src/index.ts";

/** Random probabilities on a grid, all of which is the image's. */
const anyMap = fc
  .record({
    width: fc.integer({ min: 1, max: 7 }),
    height: fc.integer({ min: 1, max: 7 }),
    classes: fc.integer({ min: 1, max: 4 }),
    seed: fc.integer(),
  })
  .map(({ width, height, classes, seed }): ScoreMap => {
    const logits = tf.randomNormal([height * width, classes], 0, 2, "float32", seed) as tf.Tensor2D;
    const data = tf.softmax(logits).dataSync() as Float32Array;
    return { width, height, numClasses: classes, data, region: { x: 0, y: 0, width, height } };
  });
const anySize = fc.record({
  width: fc.integer({ min: 1, max: 20 }),
  height: fc.integer({ min: 1, max: 20 }),
});

test("scoresAt(map, size) is TensorFlow.js's bilinear resize with half-pixel centers", () => {
  fc.assert(
    fc.property(anyMap, anySize, (map, size) => {
      const { width, height, numClasses, data } = map;
      const expected = tf.tidy(() =>
        tf.image
          .resizeBilinear(
            tf.tensor4d(data, [1, height, width, numClasses]),
            [size.height, size.width],
            false,
            true,
          )
          .dataSync(),
      );
      const found = scoresAt(map, size);
      expect(found.length).toBe(expected.length);
      found.forEach((value, at) => {
        expect(Math.abs(value - (expected[at] as number))).toBeLessThan(1e-5);
      });
    }),
  );
});

test("labelsAt(map, size) is the argmax of scoresAt(map, size), with bars around the image too", () => {
  fc.assert(
    fc.property(anyMap, anySize, fc.nat(2), fc.nat(2), (map, size, x, y) => {
      const [left, top] = [Math.min(x, map.width - 1), Math.min(y, map.height - 1)];
      const region = { x: left, y: top, width: map.width - left, height: map.height - top };
      const boxed = { ...map, region };
      const scores = scoresAt(boxed, size);
      const labels = labelsAt(boxed, size);
      argmax(scores, { ...size, numClasses: map.numClasses }).data.forEach((id, pixel) => {
        const [one, other] = [id, labels[pixel] as number].map(
          (k) => scores[pixel * map.numClasses + k] as number,
        );
        // Sums in another order may part equals.
        expect(Math.abs((one as number) - (other as number))).toBeLessThan(1e-6);
      });
    }),
  );
});

test("scoresAt(map, size) never mixes in what lies beyond the image's region", () => {
  const data = Float32Array.of(9, 9, 0.25, 0.75, 9, 9);
  const map = { width: 6, height: 1, numClasses: 1, data, region: { x: 2, y: 0, width: 2, height: 1 } };
  expect([...scoresAt(map, { width: 4, height: 1 })]).toEqual([0.25, 0.375, 0.625, 0.75]);
});
