import { boundaryIou, Calibration, expectedCalibrationError } from "@faceseg/metrics";
import { evaluationSchema } from "../src/results/index.ts";
import { Scorer } from "../src/scores/scorer.ts";

const numClasses = 11;

function qualityOf(scorer: Scorer) {
  const { quality } = scorer.result();
  if (!quality) throw new Error("expected quality");
  return quality;
}

/** Probability 0.75 for the id of each pixel, the rest for the background. */
function sure(ids: Uint8Array): Float32Array {
  const probabilities = new Float32Array(ids.length * numClasses);
  ids.forEach((id, pixel) => {
    probabilities[pixel * numClasses] = 0.25;
    probabilities[pixel * numClasses + id] = 0.75;
  });
  return probabilities;
}

test("Scorer keeps counts, borders, distances and calibration of every image, in a form that results.json takes", () => {
  const truth = Uint8Array.of(1, 1, 1, 10, 10, 10);
  const ids = Uint8Array.of(1, 1, 10, 10, 10, 10);
  const scorer = new Scorer({ numClasses, quality: true });
  scorer.add({ id: "a", width: 6, height: 1, truth, ids, probabilities: sure(ids) });
  scorer.add({ id: "b", width: 6, height: 1, truth, ids: truth, probabilities: sure(truth) });
  const result = scorer.result();
  const evaluation = { dataset: "d", split: "test", folder: null, latency: null, ...result };
  expect(evaluationSchema.parse(JSON.parse(JSON.stringify(evaluation)))).toEqual(evaluation);

  const [first, second] = result.images;
  expect(first).toMatchObject({ id: "a" });
  expect([first?.counts[12], first?.counts[1 * 11 + 10], second?.counts[12]]).toEqual([2, 1, 3]);
  const { boundaryIou: bands, hausdorff95, trimap, calibration } = qualityOf(scorer);
  expect(bands.map(({ ratio }) => ratio)).toEqual([0.02, 0.005]);
  // A row of pixels is all edge, so every pixel is in a band: 2 of 3 pixels of class 1, 3 of 4 of class 10.
  const iou = boundaryIou({
    numClasses,
    ...(bands[0]?.images[0] as { intersection: number[]; union: number[] }),
  });
  expect([iou[1], iou[10], iou[0]]).toEqual([2 / 3, 3 / 4, Number.NaN]);
  expect(hausdorff95[0]?.[0]).toBeNull();
  expect(hausdorff95[1]?.[1]).toBe(0);
  expect(trimap[0]).toMatchObject({ radius: 1 });
  expect(trimap[0]?.counts.reduce((a, b) => a + b)).toBe(4);
  // 11 of 12 pixels right where .75 was said.
  expect(expectedCalibrationError(Calibration.fromJSON(calibration))).toBeCloseTo(11 / 12 - 0.75, 6);
});

test("Scorer tells a part that only one map has from one that neither has", () => {
  const scorer = new Scorer({ numClasses, quality: true });
  const truth = Uint8Array.of(0, 0, 4, 0);
  const ids = Uint8Array.of(0, 0, 0, 0);
  scorer.add({ id: "a", width: 2, height: 2, truth, ids, probabilities: sure(ids) });
  const [distances] = qualityOf(scorer).hausdorff95;
  expect([distances?.[4], distances?.[5]]).toEqual(["Infinity", null]);
});

test("Scorer counts pixels only unless quality is asked for, which takes probabilities", () => {
  const pair = { id: "a", width: 2, height: 1, truth: Uint8Array.of(0, 1), ids: Uint8Array.of(0, 0) };
  const plain = new Scorer({ numClasses: 2 });
  plain.add(pair);
  expect(plain.result()).toEqual({ images: [{ id: "a", counts: [1, 0, 1, 0] }], quality: null });
  const scorer = new Scorer({ numClasses: 2, quality: true });
  expect(() => scorer.add(pair)).toThrow(TypeError);
});
