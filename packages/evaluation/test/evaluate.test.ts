import { syntheticFaces } from "@faceseg/data/synthetic";
import { argmax } from "@faceseg/image";
import { overlapsOf } from "@faceseg/metrics";
import { measureCombinations } from "../src/combinations/measure-combinations.ts";
import { Panel } from "../src/combinations/panel.ts";
import type { Recipe } from "../src/combinations/recipe.ts";
import { evaluate } from "../src/evaluate/evaluate.ts";
import { measureLatency } from "../src/evaluate/measure-latency.ts";
import { measurePrecision } from "../src/evaluate/measure-precision.ts";
import { evaluationSchema } from "../src/results/index.ts";
import { scoresOf } from "../src/scores/scores.ts";
import { tinyNetwork } from "./tiny-network.ts";

const dataset = syntheticFaces({ count: 3, size: 32, seed: 1 });
const model = tinyNetwork();
afterAll(() => void model.dispose());

describe("evaluate(network, { dataset })", () => {
  test("counts every pixel of every image once, and gives what results.json takes", async () => {
    const seen: [number, string, number][] = [];
    const evaluation = await evaluate(model, {
      dataset,
      folder: "/faces",
      onImage: (done, id, ids) => seen.push([done, id, ids.length]),
    });
    expect(evaluationSchema.parse(JSON.parse(JSON.stringify(evaluation)))).toEqual(evaluation);
    expect(evaluation).toMatchObject({
      dataset: dataset.name,
      split: dataset.split,
      folder: "/faces",
      quality: null,
      latency: null,
    });
    const ids = dataset.samples.map(({ id }) => id);
    expect(evaluation.images.map(({ id }) => id)).toEqual(ids);
    expect(seen).toEqual(ids.map((id, i) => [i + 1, id, 32 * 32]));
    for (const { counts } of evaluation.images) {
      expect(counts).toHaveLength(121);
      expect(counts.reduce((a, b) => a + b)).toBe(32 * 32);
    }
  });

  test("gives the same counts on every engine, and with quality", async () => {
    const { images } = await evaluate(model, { dataset });
    expect((await evaluate(model, { dataset, engine: "tfjs" })).images).toEqual(images);
    const full = await evaluate(model, { dataset, quality: true });
    expect(full.images).toEqual(images);
    expect(full.quality?.hausdorff95).toHaveLength(3);
  });

  test("scores a function that predicts, at the size that it is told", async () => {
    const samples = await Promise.all(dataset.samples.map((sample) => sample.load()));
    let next = 0;
    const perfect = async () => ({ ids: samples[next++]?.labels.data ?? new Uint8Array() });
    const evaluation = await evaluate(perfect, { dataset, size: 32, numClasses: 11 });
    expect(scoresOf(evaluation).meanIou).toBe(1);
    await expect(evaluate(perfect, { dataset, numClasses: 11 })).rejects.toThrow(
      "Expected `size` for a function that predicts, got none",
    );
    await expect(evaluate(perfect, { dataset, size: 32 })).rejects.toThrow(
      "Expected `numClasses` for a function that predicts, got none",
    );
  });

  test("stops at the signal", async () => {
    const abort = new AbortController();
    const work = evaluate(model, {
      dataset,
      signal: abort.signal,
      onImage: () => abort.abort(new Error("stopped")),
    });
    await expect(work).rejects.toThrow("stopped");
  });
});

test("measureLatency(model, { dataset }) times as many images as there are, at most those asked for", async () => {
  expect(await measureLatency(model, { dataset })).toEqual({
    images: 3,
    p50: expect.any(Number),
    p90: expect.any(Number),
    engine: "onnxruntime",
  });
  expect(await measureLatency(model, { dataset, images: 2 })).toMatchObject({ images: 2 });
});

test("measurePrecision(model, { dataset }) scores a file in float32 like the model, and smaller ones nearly so", async () => {
  const [float32, float16, int8] = await measurePrecision(model, { dataset });
  expect([float32?.precision, float16?.precision, int8?.precision]).toEqual(["float32", "float16", "int8"]);
  const { images } = await evaluate(model, { dataset });
  const overlaps = images.map(({ counts }) => Array.from(overlapsOf({ numClasses: 11, counts }).overlaps));
  expect(float32?.images).toEqual(overlaps);
  const distance = (some: number[][] = []) =>
    some.flat().reduce((sum, count, at) => sum + Math.abs(count - (overlaps.flat()[at] ?? 0)), 0);
  expect(distance(float16?.images)).toBeLessThan(0.01 * 3 * 32 * 32);
  expect(distance(int8?.images)).toBeLessThan(0.2 * 3 * 32 * 32);
  expect(float16?.bytes).toBeLessThan(float32?.bytes ?? 0);
});

describe("measureCombinations(recipes, { panel, dataset })", () => {
  const recipe = (name: string, of: string[], views: Recipe["views"]): Recipe => ({
    ...{ name, label: name, kind: "ensemble", of, against: "a", views },
    decide: (probabilities, shape) => argmax(probabilities, shape),
  });

  test("scores each recipe in one pass, and loads every network and size once", async () => {
    const loaded: string[] = [];
    const panel = new Panel({
      size: 64,
      numClasses: 11,
      load: async (name, size) => {
        loaded.push(`${name} ${size}`);
        return tinyNetwork({ size, seed: name === "a" ? 1 : 2 });
      },
    });
    const faces = syntheticFaces({ count: 2, size: 64, seed: 1 });
    try {
      const [alone, both, mirrored, scaled] = await measureCombinations(
        [
          recipe("alone", ["a"], ["plain"]),
          recipe("both", ["a", "b"], ["plain"]),
          recipe("mirrored", ["a"], ["plain", "mirrored"]),
          recipe("scaled", ["a"], ["smaller", "larger"]),
        ],
        { panel, dataset: faces },
      );
      const network = tinyNetwork({ size: 64, seed: 1 });
      const evaluation = await evaluate(network, { dataset: faces, quality: true });
      network.dispose();
      expect(alone?.test).toEqual(evaluation);
      for (const one of [both, mirrored, scaled]) {
        expect(one?.test.images).toHaveLength(2);
        expect(one?.test.images).not.toEqual(evaluation.images);
      }
      expect(loaded.sort()).toEqual(["a 64", "a 96", "b 64"].sort());
    } finally {
      await panel.dispose();
    }
  });
});
