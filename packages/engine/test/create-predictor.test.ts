import type { LoadedModel } from "@faceseg/model-files";
import { loadModel } from "@faceseg/model-files";
import { exportOnnx, loadRuntime } from "@faceseg/onnx";
import * as tf from "@tensorflow/tfjs-core";
import {
  input,
  type LayersModel,
  layers,
  model as makeModel,
  type SymbolicTensor,
} from "@tensorflow/tfjs-layers";
import { createPredictor, type PredictorOptions } from "../src/index.ts";
import { type Ending, numClasses, side, smallNetwork, someImages } from "./small-network.ts";

/** What the model itself gives, with a softmax where it ends in logits. */
const expectedOf = (model: LayersModel, images: Float32Array, isLogits = false): Float32Array =>
  tf.tidy(() => {
    const batch = tf.tensor4d(images, [images.length / (side * side * 3), side, side, 3]);
    const output = model.apply(batch, { training: false }) as tf.Tensor;
    return (isLogits ? tf.softmax(output) : output).dataSync() as Float32Array;
  });

const idsOf = (probabilities: Float32Array): Uint8Array =>
  tf.tidy(() => {
    const scores = tf.tensor2d(probabilities, [probabilities.length / numClasses, numClasses]);
    return Uint8Array.from(tf.argMax(scores, 1).dataSync());
  });

const farthest = (a: Float32Array, b: Float32Array): number =>
  a.length === b.length ? Math.max(...a.map((value, i) => Math.abs(value - (b[i] as number)))) : Number.NaN;

const endings: readonly Ending[] = [
  "logits",
  "softmax activation layer",
  "softmax layer",
  "layer with softmax activation",
  "softmax, then upsampling",
  "model in a model",
];

describe.each(["onnxruntime", "onnxruntime-web", "tfjs"] as const)(
  "createPredictor(model, { engine: %j })",
  (engine) => {
    test.each(endings)(
      "gives the model's own probabilities, one softmax, where it ends in: %s",
      async (ending) => {
        const model = smallNetwork(ending);
        const images = someImages(1);
        const expected = expectedOf(model, images, ending === "logits");
        const predictor = await createPredictor(model, { engine, probabilities: true });
        const { data, ...shape } = await predictor.probabilities(images);
        expect(shape).toEqual({ width: side, height: side, numClasses });
        expect(farthest(data, expected)).toBeLessThan(1e-5);
        expect(await predictor.predict(images)).toEqual(idsOf(expected));
        await predictor.dispose();
      },
    );

    test("splits images into batches, and fills up the last one", async () => {
      const model = smallNetwork();
      const images = someImages(5);
      const expected = expectedOf(model, images);
      const predictor = await createPredictor(model, { engine, batchSize: 2, probabilities: true });
      expect(predictor).toMatchObject({ batchSize: 2, numClasses, inputSize: { width: side, height: side } });
      expect(farthest((await predictor.probabilities(images)).data, expected)).toBeLessThan(1e-5);
      expect(await predictor.predict(images)).toEqual(idsOf(expected));
      await predictor.dispose();
    });

    test("keeps the weights of its moment, and leaves no tensor behind", async () => {
      const model = smallNetwork();
      const images = someImages(1);
      const expected = idsOf(expectedOf(model, images));
      const before = tf.memory().numTensors;
      const predictor = await createPredictor(model, { engine });
      const zeros = model.getWeights().map((weight) => tf.zerosLike(weight));
      model.setWeights(zeros);
      tf.dispose(zeros);
      expect(await predictor.predict(images)).toEqual(expected);
      await predictor.dispose();
      expect(tf.memory().numTensors).toBe(before);
      // The caller's model is the caller's.
      expect(() => expectedOf(model, images)).not.toThrow();
    });

    test("frees a loaded model when it has what it needs, also where it fails", async () => {
      for (const inputSize of [side, 0]) {
        const dispose = import.meta.jest.fn();
        const open = makeModelOfAnySize();
        const loaded: LoadedModel = { kind: "layers", model: open, metadata: {}, dispose };
        const options = { engine, ...(inputSize && { inputSize }) } as PredictorOptions;
        const made = createPredictor(loaded, options);
        if (inputSize === 0)
          await expect(made).rejects.toThrow("Expected `inputSize`, because the model leaves");
        else await (await made).dispose();
        expect(dispose).toHaveBeenCalledTimes(1);
      }
    });
  },
);

function makeModelOfAnySize(): LayersModel {
  const image = input({ shape: [null, null, 3] });
  const outputs = layers.conv2d({ filters: 2, kernelSize: 1 }).apply(image) as SymbolicTensor;
  return makeModel({ inputs: image, outputs });
}

test("createPredictor(model) gives probabilities to those who ask for them first", async () => {
  const predictor = await createPredictor(smallNetwork());
  await expect(predictor.probabilities(someImages(1))).rejects.toThrow("with `probabilities: true`");
  await predictor.dispose();
});

test("predict(images) refuses what is not whole images", async () => {
  const predictor = await createPredictor(smallNetwork());
  await expect(predictor.predict(new Float32Array(1000))).rejects.toThrow(
    "Expected `images` to hold a multiple of 768 numbers, got 1000; the nearest is 768",
  );
  await predictor.dispose();
});

test("createPredictor(model) after model.dispose() goes on", async () => {
  const model = smallNetwork();
  const images = someImages(1);
  const expected = idsOf(expectedOf(model, images));
  const predictor = await createPredictor(model);
  model.dispose();
  expect(await predictor.predict(images)).toEqual(expected);
  await predictor.dispose();
});

test("createPredictor(...) refuses models of other inputs and outputs, and illegal options", async () => {
  const image = input({ shape: [4, 4, 1] });
  const gray = makeModel({
    inputs: image,
    outputs: layers.conv2d({ filters: 2, kernelSize: 1 }).apply(image) as SymbolicTensor,
  });
  await expect(createPredictor(gray)).rejects.toThrow("one input [batch, height, width, 3], got [, 4, 4, 1]");
  const rgb = input({ shape: [4, 4, 3] });
  const whole = makeModel({ inputs: rgb, outputs: layers.flatten().apply(rgb) as SymbolicTensor });
  await expect(createPredictor(whole)).rejects.toThrow(
    "Expected the output of `model` to have a score for each class for each pixel of 4 x 4, got [batch, 48]",
  );
  await expect(createPredictor(smallNetwork(), { batchSize: 0 })).rejects.toThrow(
    "Expected `batchSize` to be a whole number of at least 1, got 0; the nearest is 1",
  );
  await expect(createPredictor(smallNetwork(), { threads: 1.5 })).rejects.toThrow("Expected `threads`");
});

describe("createPredictor(an ONNX file)", () => {
  const model = smallNetwork();
  const images = someImages(3);
  const expected = expectedOf(model, images);
  const run = ({ x }: Record<string, tf.Tensor>) => ({ y: model.apply(x as tf.Tensor) as tf.Tensor });
  const files: Record<string, () => Uint8Array> = {
    "of probabilities": () => exportOnnx(model),
    "of logits": () =>
      exportOnnx(({ x }) => ({ y: tf.log(model.apply(x as tf.Tensor) as tf.Tensor) }), {
        inputs: { x: { shape: [null, side, side, 3] } },
      }),
    "of a fixed batch": () =>
      exportOnnx(run, { inputs: { x: { shape: [2, side, side, 3] } }, dynamicBatch: false }),
    "of channels first": () =>
      exportOnnx(
        ({ x }) => ({
          y: tf.transpose(model.apply(tf.transpose(x as tf.Tensor, [0, 2, 3, 1])) as tf.Tensor, [0, 3, 1, 2]),
        }),
        { inputs: { x: { shape: [null, 3, side, side] } } },
      ),
  };

  test.each(Object.keys(files))("%s gives ids and probabilities", async (kind) => {
    const loaded = await loadModel((files[kind] as () => Uint8Array)());
    const predictor = await createPredictor(loaded, { batchSize: 8, probabilities: true });
    expect(predictor).toMatchObject({ batchSize: kind === "of a fixed batch" ? 2 : 8, numClasses });
    const { data, ...shape } = await predictor.probabilities(images);
    expect(shape).toEqual({ width: side, height: side, numClasses });
    expect(farthest(data, expected)).toBeLessThan(1e-5);
    expect(await predictor.predict(images)).toEqual(idsOf(expected));
    await predictor.dispose();
  });

  test("that ends in a layer without softmax gives logits, even where they look like probabilities", async () => {
    const image = input({ shape: [side, side, 3] });
    const layer = layers.conv2d({ filters: 2, kernelSize: 1 });
    const flat = makeModel({ inputs: image, outputs: layer.apply(image) as SymbolicTensor });
    tf.tidy(() => layer.setWeights([tf.zeros([1, 1, 3, 2]), tf.tensor1d([0.25, 0.75])]));
    const share = 1 / (1 + Math.exp(0.5));
    for (const source of [flat, await loadModel(exportOnnx(flat))]) {
      const predictor = await createPredictor(source, { probabilities: true });
      const { data } = await predictor.probabilities(someImages(1));
      expect(data[0]).toBeCloseTo(share, 5);
      expect(data[1]).toBeCloseTo(1 - share, 5);
      await predictor.dispose();
    }
  });

  test("of ids gives ids, and needs to be told how many classes there are", async () => {
    const options = { argmax: true, metadata: { classes: ["a", "b", "c", "d"] } };
    const predictor = await createPredictor(await loadModel(exportOnnx(model, options)), {
      probabilities: true,
    });
    expect(predictor.numClasses).toBe(4);
    expect(await predictor.predict(images)).toEqual(idsOf(expected));
    expect(idsOf((await predictor.probabilities(images)).data)).toEqual(idsOf(expected));
    await predictor.dispose();
    const unnamed = await loadModel(exportOnnx(model, { argmax: true }));
    await expect(createPredictor(unnamed)).rejects.toThrow("Expected `numClasses`");
    await (await createPredictor(unnamed, { numClasses: 4 })).dispose();
  });

  test("tries the next execution provider where one fails for this file", async () => {
    const { ort } = await loadRuntime("onnxruntime-node");
    const { InferenceSession } = ort as { InferenceSession: { create: typeof ort.InferenceSession.create } };
    const { create } = InferenceSession;
    InferenceSession.create = (file, settings) => {
      const [provider] = (settings as { executionProviders: unknown[] }).executionProviders;
      if (file.length > 1000 && provider !== "cpu") throw new Error("out of memory");
      return create.call(InferenceSession, file, settings);
    };
    try {
      const loaded = await loadModel(exportOnnx(model));
      const executionProviders = [{ name: "cpu", useArena: false }, "cpu"];
      const predictor = await createPredictor(loaded, { executionProviders });
      expect(predictor.engine.reason).toMatch(/^onnxruntime-node \S+ on cpu; cpu: out of memory$/);
      expect(await predictor.predict(images)).toEqual(idsOf(expected));
      await predictor.dispose();
      const only = { executionProviders: executionProviders.slice(0, 1) };
      await expect(createPredictor(loaded, only)).rejects.toThrow("out of memory");
    } finally {
      InferenceSession.create = create;
    }
  });

  test("cannot run on TensorFlow.js", async () => {
    const loaded = await loadModel(exportOnnx(model));
    await expect(createPredictor(loaded, { engine: "tfjs" })).rejects.toThrow(
      'Expected `engine` to be one of "auto", "onnxruntime", "onnxruntime-web" for an ONNX file, got "tfjs"',
    );
  });

  test("takes the range of its input from its notes, or as it is told", async () => {
    const signed = ({ x }: Record<string, tf.Tensor>) => ({
      y: model.apply(tf.div(tf.add(x as tf.Tensor, 1), 2)) as tf.Tensor,
    });
    const inputs = { x: { shape: [null, side, side, 3] } };
    const noted = await loadModel(exportOnnx(signed, { inputs, metadata: { inputRange: [-1, 1] } }));
    const silent = await loadModel(exportOnnx(signed, { inputs }));
    for (const predictor of [
      await createPredictor(noted),
      await createPredictor(silent, { inputRange: [-1, 1] }),
    ]) {
      expect(await predictor.predict(images)).toEqual(idsOf(expected));
      await predictor.dispose();
    }
  });
});
