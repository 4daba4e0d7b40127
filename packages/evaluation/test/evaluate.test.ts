import { syntheticFaces } from "@faceseg/data/synthetic";
import { argmax, celebAMask19, createTaxonomy, lapa11, type Taxonomy } from "@faceseg/image";
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
    const evaluation = await evaluate(perfect, { dataset, size: 32 });
    expect(scoresOf(evaluation).meanIou).toBe(1);
    await expect(evaluate(perfect, { dataset })).rejects.toThrow(
      "Expected `size` for a function that predicts, got none",
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
      taxonomy: lapa11,
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

describe("a network of other classes than the data", () => {
  const taxonomy = createTaxonomy({ name: "three", classes: ["background", "hair", "skin"] });
  const swapped = createTaxonomy({ name: "swapped", classes: ["background", "skin", "hair"] });
  const labels = { width: 2, height: 2, data: Uint8Array.of(0, 1, 2, 255) };
  const image = { width: 2, height: 2, data: new Uint8Array(12) };
  const set = {
    name: "set",
    split: "test",
    taxonomy,
    samples: [{ id: "a", load: async () => ({ id: "a", image, labels }) }],
  };

  test("is scored by names: the same classes in another order", async () => {
    const predict = async () => ({ ids: Uint8Array.of(0, 2, 1, 0) });
    const evaluation = await evaluate(predict, { dataset: set, size: 2, taxonomy: swapped });
    expect(scoresOf(evaluation).meanIou).toBe(1);
    expect(evaluation.classes).toEqual(["background", "hair", "skin"]);
  });

  test("is scored in the coarser taxonomy: 19 classes on LaPa's, LaPa's on 19", async () => {
    // hat, hair, left ear, glasses against background, hair, skin, ignored.
    const fine = Uint8Array.of(14, 13, 8, 3);
    const coarse = Uint8Array.of(0, 10, 1, 255);
    const of = (data: Uint8Array, own: Taxonomy) => ({
      ...set,
      taxonomy: own,
      samples: [{ id: "a", load: async () => ({ id: "a", image, labels: { width: 2, height: 2, data } }) }],
    });
    const one = await evaluate(async () => ({ ids: fine }), {
      dataset: of(coarse, lapa11),
      size: 2,
      taxonomy: celebAMask19,
    });
    expect(scoresOf(one).pixelAccuracy).toBe(1);
    const ids = Uint8Array.of(0, 10, 1, 4);
    const other = await evaluate(async () => ({ ids }), {
      dataset: of(fine, celebAMask19),
      size: 2,
      taxonomy: lapa11,
    });
    expect(scoresOf(other).pixelAccuracy).toBe(1);
    expect(other.classes).toHaveLength(11);
  });

  test("is refused with both lists where names differ, and by its number where it has none", async () => {
    const cars = createTaxonomy({ name: "cars", classes: ["background", "car", "road"] });
    await expect(
      evaluate(async () => ({ ids: labels.data }), { dataset: set, size: 2, taxonomy: cars }),
    ).rejects.toThrow(/found no car, road; cars has background, car, road; three has background, hair, skin/);
    await expect(evaluate(model, { dataset: set, size: 32 })).rejects.toThrow(
      /as many classes .* 3 \(background, hair, skin\), got 11/,
    );
  });
});
