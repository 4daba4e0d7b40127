import { loadLayersModel as loadModel, saveKeras } from "@faceseg/model-files";
import * as tf from "@tensorflow/tfjs-core";
import { type LayersModel, loadLayersModel } from "@tensorflow/tfjs-layers";
import type { Freeze } from "../src/index.ts";
import {
  describeLikeKeras,
  type KerasGolden,
  largestDifference,
  noise,
  sampleLikeKeras,
} from "./keras-golden.ts";

type Size = readonly [number, number, 3];

/** What the suite needs to know of an architecture. */
export interface Architecture {
  /** Name of the builder, in titles and in its errors. */
  readonly name: string;
  /** What the titles add to the name, where a builder is tested in several forms. */
  readonly form?: string;
  /** Builds the network. */
  readonly build: (options: {
    inputShape: Size;
    numClasses: number;
    freeze?: Freeze;
    width?: number;
    softmax?: boolean;
    bnMomentum?: number;
    seed?: number;
  }) => LayersModel;
  /** Names of the options that only this builder takes. */
  readonly ownOptions: readonly string[];
  /** Options of the smallest version, such as `alpha`. */
  readonly smallest: Record<string, unknown>;
  /** Parameters at 256 x 256 with 11 classes, frozen or not. */
  readonly parameters: number;
  /** What golden/make-keras-golden.py wrote about the same network in Keras, if it did. */
  readonly golden?: KerasGolden & { sample: KerasSample };
  /** Name of the layer that prepares the image for the encoder, if there is one. */
  readonly preparation?: "rescaling" | "caffe_input";
  /** Class of the layer `logits`. @default "Conv2D" */
  readonly logits?: string;
}

interface KerasSample {
  readonly shape: Size;
  readonly num_classes: number;
  readonly alpha?: number;
  readonly width: number;
  readonly logits: number[];
}

const commonOptions = ["inputShape", "numClasses", "width", "bnMomentum", "softmax", "freeze", "seed"];

/** The tests that every architecture must pass. */
export function testConformance(architecture: Architecture): void {
  const { build, ownOptions, smallest, parameters, golden, preparation } = architecture;
  const { logits: logitsClass = "Conv2D" } = architecture;
  const name = architecture.name + (architecture.form ? ` on ${architecture.form}` : "");
  const unknownOption = (option: string) =>
    `Expected options of \`${architecture.name}\` to be among ` +
    `${[...commonOptions, ...ownOptions].join(", ")}, got \`${option}\``;
  /** The error for `alpha: -1`, by the layer that prepares the image. */
  const alphaErrors = {
    rescaling: "Expected `alpha` to be one of 0.35, 0.5, 0.75, 1, 1.3, 1.4, got -1; the nearest is 0.35",
    caffe_input: "Expected `alpha` to be a number above 0, got -1",
    none: unknownOption("alpha"),
  };
  const { alpha: _, width: __, ...form } = smallest;
  const small = { inputShape: [32, 32, 3] as Size, numClasses: 3, ...smallest };
  const image = ([height, width]: Size) => tf.tensor(noise(1, height * width * 3), [1, height, width, 3]);

  test(`${name}(…) has ${parameters} parameters at 256 x 256 with 11 classes`, () => {
    const model = build({ inputShape: [256, 256, 3], numClasses: 11, ...form });
    expect(model.countParams()).toBe(parameters);
    if (golden)
      expect(describeLikeKeras(model)).toEqual({ layers: golden.layers, parameters: golden.parameters });
    model.dispose();
  });

  if (golden) {
    test(`${name}(…) computes what Keras computes from the same weights`, () => {
      const { shape, num_classes, logits, ...options } = golden.sample;
      const model = build({ inputShape: shape, numClasses: num_classes, ...options });
      expect(largestDifference(sampleLikeKeras(model, "logits"), logits)).toBeLessThan(1e-4);
      model.dispose();
    });
  }

  test.each([
    [32, 32, 1],
    [64, 32, 64],
    [32, 96, 2],
    [224, 160, 19],
  ])(
    `${name}(…) gives [batch, height, width, classes] for %d x %d and %d classes`,
    (height, width, numClasses) => {
      const model = build({ ...small, inputShape: [height, width, 3], numClasses });
      expect(model.outputShape).toEqual([null, height, width, numClasses]);
      model.dispose();
    },
  );

  test(`${name}({ seed }) starts from the same weights for the same seed, and from others for another`, () => {
    const kernels = (seed?: number) => {
      const model = build({ ...small, ...(seed !== undefined && { seed }) });
      const values = model.weights.flatMap((weight) => Array.from(weight.read().dataSync().subarray(0, 8)));
      model.dispose();
      return values;
    };
    expect(kernels(1)).toEqual(kernels(1));
    expect(kernels(1)).not.toEqual(kernels(2));
    expect(kernels()).not.toEqual(kernels());
  });

  test(`${name}(…) predicts probabilities for a batch that is not square, and leaks no tensor`, () => {
    const model = build({ ...small, inputShape: [32, 64, 3] });
    const images = tf.tensor(noise(1, 2 * 32 * 64 * 3), [2, 32, 64, 3]);
    const before = tf.memory().numTensors;
    const probabilities = model.predict(images) as tf.Tensor;
    expect(probabilities.shape).toEqual([2, 32, 64, 3]);
    expect(tf.memory().numTensors).toBe(before + 1);
    const sums = tf.tidy(() => [...tf.sum(probabilities, -1).dataSync()]);
    expect(
      largestDifference(
        sums,
        sums.map(() => 1),
      ),
    ).toBeLessThan(1e-5);
    tf.dispose([probabilities, images]);
    model.dispose();
  });

  test(`${name}(…).dispose() leaves no tensor`, () => {
    const before = tf.memory().numTensors;
    build(small).dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test(`${name}(…) ends in layers logits and softmax, or in logits with softmax: false`, () => {
    const model = build(small);
    expect(model.layers.slice(-2).map((layer) => [layer.name, layer.getClassName()])).toEqual([
      ["logits", logitsClass],
      ["softmax", "Activation"],
    ]);
    if (logitsClass === "Conv2D")
      expect(model.getLayer("logits").getConfig()).toMatchObject({ activation: "linear" });
    const bare = build({ ...small, softmax: false });
    expect(bare.layers.at(-1)?.name).toBe("logits");
    model.dispose();
    bare.dispose();
  });

  test(`${name}(…) ${preparation ? `starts with ${preparation}` : "takes its input as it is"}`, () => {
    const model = build(small);
    expect(model.layers[0]?.name).toBe("input");
    expect(["rescaling", "caffe_input"].filter((layer) => layer === model.layers[1]?.name)).toEqual(
      preparation ? [preparation] : [],
    );
    model.dispose();
  });

  test(`${name}({ freeze }) leaves weights out of training, and parameters as many`, () => {
    const total = (freeze: Freeze) => {
      const model = build({ ...small, freeze });
      const isNorm = ({ shape }: { shape: readonly unknown[] }) => shape.length === 1;
      const counts = [model.trainableWeights.filter(isNorm).length, model.trainableWeights.length];
      const all = model.weights.length;
      model.dispose();
      return [...counts, all] as [number, number, number];
    };
    const [norms, trained, all] = total("none");
    const [normsHeld, trainedHeld, allHeld] = total("encoder-batch-normalization");
    const [, trainedDecoder, allDecoder] = total("encoder");
    expect([allHeld, allDecoder]).toEqual([all, all]);
    expect(trained - trainedHeld).toBe(norms - normsHeld); // only normalizations are held
    if (preparation) {
      expect(trainedHeld).toBeLessThan(trained);
      expect(trainedDecoder).toBeLessThan(trainedHeld);
    } else {
      expect([trainedHeld, trainedDecoder]).toEqual([trained, trained]);
    }
  });

  test(`${name}({ bnMomentum }) sets every batch normalization`, () => {
    const model = build({ ...small, bnMomentum: 0.9 });
    const momenta = model.layers
      .filter((layer) => layer.getClassName() === "BatchNormalization")
      .map((layer) => layer.getConfig())
      .map(({ momentum }) => momentum);
    expect(momenta.length).toBeGreaterThan(5);
    expect(new Set(momenta)).toEqual(new Set([0.9]));
    model.dispose();
  });

  test(`${name}(…) predicts the same after it was saved and loaded by plain tfjs`, async () => {
    const model = build(small);
    let artifacts: tf.io.ModelArtifacts = {};
    await model.save(
      tf.io.withSaveHandler(async (saved) => {
        artifacts = saved;
        return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(saved) };
      }),
    );
    const loaded = await loadLayersModel(tf.io.fromMemory(artifacts));
    expect(loaded.layers.map((layer) => layer.name)).toEqual(model.layers.map((layer) => layer.name));
    const [expected, found] = [model, loaded].map((network) =>
      tf.tidy(() => [...(network.predict(image(small.inputShape)) as tf.Tensor).dataSync()]),
    );
    expect(found).toEqual(expected);
    model.dispose();
    loaded.dispose();
  });

  test(`${name}(…) predicts the same after saveKeras and loadLayersModel, as often as it goes both ways`, async () => {
    const model = build({ ...small, inputShape: [32, 64, 3] });
    const loaded = await loadModel(await saveKeras(model));
    const again = await loadModel(await saveKeras(loaded));
    const named = ({ layers }: LayersModel) => layers.map((layer) => layer.name).sort();
    expect([named(loaded), named(again)]).toEqual([named(model), named(model)]);
    const [expected, first, second] = [model, loaded, again].map((network) =>
      tf.tidy(() => [...(network.predict(image([32, 64, 3])) as tf.Tensor).dataSync()]),
    );
    expect([first, second]).toEqual([expected, expected]);
    for (const network of [model, loaded, again]) network.dispose();
  });

  test.each([
    [
      { inputShape: [250, 32, 3] },
      "Expected `inputShape[0]` to be a multiple of 32 of at least 32, got 250; the nearest is 256",
    ],
    [
      { inputShape: [32, 40, 3] },
      "Expected `inputShape[1]` to be a multiple of 32 of at least 32, got 40; the nearest is 32",
    ],
    [{ inputShape: [32, 32, 4] }, "Expected `inputShape[2]` to be one of 3, got 4; the nearest is 3"],
    [{ numClasses: 0 }, "Expected `numClasses` to be a whole number of at least 1, got 0; the nearest is 1"],
    [
      { numClasses: 10.7 },
      "Expected `numClasses` to be a whole number of at least 1, got 10.7; the nearest is 11",
    ],
    [{ width: 0 }, "Expected `width` to be a number above 0, got 0"],
    [{ width: Number.POSITIVE_INFINITY }, /^Expected `width` to be a number above 0, got Infinity/],
    [{ bnMomentum: -1 }, "Expected `bnMomentum` to be a number from 0 to 1, got -1; the nearest is 0"],
    [{ softmax: "no" }, 'Expected `softmax` to be one of true, false, got "no"'],
    [
      { freeze: "all" },
      'Expected `freeze` to be one of "none", "encoder", "encoder-batch-normalization", got "all"',
    ],
    [{ seed: 0.5 }, /^Expected `seed` to be a whole number from .* to .*, got 0.5; the nearest is 1$/],
    [{ variant: "study" }, unknownOption("variant")],
    [{ classes: 3 }, unknownOption("classes")],
    [{ alpha: -1 }, alphaErrors[preparation ?? "none"]],
  ])(`${name}(%j) throws`, (options, message) => {
    const throwing = () => build({ ...small, ...options } as never);
    expect(throwing).toThrow(RangeError);
    expect(throwing).toThrow(message instanceof RegExp ? message : new RangeError(message));
  });
}
