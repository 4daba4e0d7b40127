import { readFileSync } from "node:fs";
import { loadModel } from "@faceseg/model-files";
import { createPredictor, type PredictorOptions } from "../src/index.ts";

interface Case {
  readonly name: string;
  readonly onnx: string;
  readonly options: PredictorOptions;
  readonly shape: readonly [number, number, number, number];
  readonly ids: readonly number[];
  readonly probabilities: readonly number[];
}

/** What golden/make_onnx.py wrote: files, and what ONNX Runtime in Python and NumPy make of the images with them. */
const { width, height, images, cases } = JSON.parse(
  readFileSync(new URL("golden/onnx-models.json", import.meta.url), "utf8"),
) as { width: number; height: number; images: number[]; cases: Case[] };
const batch = Float32Array.from(images);
const find = (name: string) => cases.find((one) => one.name === name) as Case;
const open = async (name: string, options: PredictorOptions = {}) =>
  createPredictor(await loadModel(new Uint8Array(Buffer.from(find(name).onnx, "base64"))), {
    probabilities: true,
    ...options,
  });

describe.each(["onnxruntime", "onnxruntime-web"] as const)(
  "createPredictor(onnx, { engine: %j })",
  (engine) => {
    test.each(cases.filter(({ shape }) => shape))("gives ids and probabilities of $name", async (one) => {
      for (const batchSize of [1, 2]) {
        const predictor = await open(one.name, { engine, batchSize, ...one.options });
        const [count, rows, columns, numClasses] = one.shape;
        expect(predictor).toMatchObject({ inputSize: { width, height }, numClasses });
        expect([...(await predictor.predict(batch))]).toEqual(one.ids);
        const { data, ...shape } = await predictor.probabilities(batch);
        expect(shape).toEqual({ width: columns, height: rows, numClasses });
        expect(data.length).toBe(count * rows * columns * numClasses);
        expect(Math.max(...data.map((p, i) => Math.abs(p - (one.probabilities[i] as number))))).toBeLessThan(
          1e-5,
        );
        await predictor.dispose();
      }
    });
  },
);

test.each<[string, RegExp]>([
  [
    "one channel in small steps",
    /^RangeError: Expected `scores` \("probabilities" or "logits"\), because output y of the ONNX model has one channel/,
  ],
  [
    "as many classes as pixels across",
    /^RangeError: Expected `outputLayout`, because output scores of the ONNX model, \[batch, 19, 19, 19\] for 19 x 19 pixels, can be "channels-last" or "channels-first"/,
  ],
  [
    "three pixels across",
    /^RangeError: Expected `inputLayout`, because the input of the ONNX model, x: float32 \[n, 3, 6, 3\], can be "channels-first" or "channels-last"/,
  ],
  [
    "float16 scores",
    /^TypeError: Expected output y of the ONNX model to be of float32 or float64, or of integers, got y: float16/,
  ],
  [
    "ids from -1",
    /^RangeError: Expected `numClasses` \(of a segmenter `classes`\), because the model gives class ids/,
  ],
  [
    "one number for an image",
    /^TypeError: Expected output y of the ONNX model to have a score for each class for each pixel of 8 x 6, got \[batch, 3, 1, 1\]/,
  ],
])("createPredictor(onnx) refuses %s", async (name, message) => {
  const error = await open(name).catch((error: Error) => error);
  expect(String(error)).toMatch(message);
});

test.each<[string, PredictorOptions, RegExp]>([
  ["a softmax over the rows", {}, /Expected the probabilities of each pixel's classes to have the sum 1/],
  ["ids from -1", { numClasses: 3 }, /Expected ids from 0 to 2, got -1 from the model/],
  ["quarters of ids", { scores: "ids", numClasses: 3 }, /Expected ids from 0 to 2, got 0\.5 from the model/],
  ["ids of int64, ['n', 6, 8]", { numClasses: 2 }, /Expected ids from 0 to 1, got 2 from the model/],
  ["logarithms of negative numbers", {}, /Expected finite numbers from the model, got NaN/],
  [
    "a batch that is always one",
    { batchSize: 2 },
    /Expected output y of the ONNX model to be \[2, 3, 6, 8\], got \[1, 3, 12, 8\]/,
  ],
])("predict(images) and probabilities(images) of %s are an error", async (name, options, message) => {
  const predictor = await open(name, options);
  await expect(predictor.predict(batch)).rejects.toThrow(message);
  await expect(predictor.probabilities(batch)).rejects.toThrow(message);
  await predictor.dispose();
});

test("createPredictor(onnx, options) takes what the file does not tell, and names what there is", async () => {
  const predictor = await open("as many classes as pixels across", { outputLayout: "channels-first" });
  expect(predictor.numClasses).toBe(19);
  await predictor.dispose();
  const three = await open("three pixels across", { inputLayout: "channels-first" });
  expect(three.inputSize).toEqual({ width: 3, height: 6 });
  await three.dispose();
  const several = "the first of several outputs, in the graph's order, not that of numbers";
  await expect(open(several, { output: "logits" })).rejects.toThrow(
    'Expected `output` to be one of "scores", "441", "432", got "logits"',
  );
  await expect(open("open sides, scores at half of them")).rejects.toThrow(
    "Expected `inputSize`, because the model",
  );
  await expect(open(several, { inputSize: 9 })).rejects.toThrow(
    "Expected `inputSize` of width 8, which is the model's own, got 9",
  );
  await expect(open(several, { outputLayout: "map" })).rejects.toThrow(/a number for each pixel of 8 x 6/);
  await expect(open(several, { inputLayout: "channels-last" })).rejects.toThrow(
    '`inputLayout` is "channels-last"',
  );
});
