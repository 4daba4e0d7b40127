import { loadKeras, saveKeras } from "@faceseg/model-files";
import * as tf from "@tensorflow/tfjs-core";
import { type LayersModel, loadLayersModel } from "@tensorflow/tfjs-layers";
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
  /** Name of the builder in the titles. */
  readonly name: string;
  /** Which form is tested. */
  readonly variant: "default" | "study";
  readonly build: (options: {
    inputShape: Size;
    numClasses: number;
    variant?: "default" | "study";
    freeze?: "none" | "backbone" | "backbone-bn";
    width?: number;
    softmax?: boolean;
    bnMomentum?: number;
    seed?: number;
  }) => LayersModel;
  /** Options of the smallest version, for instance `alpha`. */
  readonly smallest: Record<string, unknown>;
  /** Parameters at 256 x 256 with 11 classes, frozen or not. */
  readonly parameters: number;
  /** The contents of the package's golden/keras-study.json, for the study's form. */
  readonly golden?: KerasGolden & { sample: KerasSample };
  /** Name of the layer that prepares the picture for the backbone, if there is one. */
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

const unknownOption = (option: string) =>
  `Got an unknown option \`${option}\`; those of every network are ` +
  "inputShape, numClasses, width, bnMomentum, softmax, variant, freeze, seed";

/** What `alpha: -1` gets, by the layer that prepares the picture. */
const alphaErrors = {
  rescaling: "Expected `alpha` to be one of 0.35, 0.5, 0.75, 1, 1.3, 1.4, got -1; the nearest is 0.35",
  caffe_input: "Expected `alpha` to be a positive number, got -1; the nearest is 1",
  none: unknownOption("alpha"),
};

/** The tests that every architecture must pass. */
export function testConformance(architecture: Architecture): void {
  const { variant, smallest, parameters, golden, preparation, logits: logitsClass = "Conv2D" } = architecture;
  const name = architecture.name + (variant === "study" ? "(study)" : "");
  const build: Architecture["build"] = (options) => architecture.build({ variant, ...options });
  const { alpha: _, width: __, ...form } = smallest;
  const small = { inputShape: [32, 32, 3] as Size, numClasses: 3, ...smallest };
  const picture = ([height, width]: Size) => tf.tensor(noise(1, height * width * 3), [1, height, width, 3]);

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
    const total = (freeze: "none" | "backbone" | "backbone-bn") => {
      const model = build({ ...small, freeze });
      const isNorm = ({ shape }: { shape: readonly unknown[] }) => shape.length === 1;
      const counts = [model.trainableWeights.filter(isNorm).length, model.trainableWeights.length];
      const all = model.weights.length;
      model.dispose();
      return [...counts, all] as [number, number, number];
    };
    const [norms, trained, all] = total("none");
    const [normsHeld, trainedHeld, allHeld] = total("backbone-bn");
    const [, trainedDecoder, allDecoder] = total("backbone");
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
      tf.tidy(() => [...(network.predict(picture(small.inputShape)) as tf.Tensor).dataSync()]),
    );
    expect(found).toEqual(expected);
    model.dispose();
    loaded.dispose();
  });

  test(`${name}(…) predicts the same after saveKeras and loadKeras, as often as it goes both ways`, async () => {
    const model = build({ ...small, inputShape: [32, 64, 3] });
    const loaded = await loadKeras(await saveKeras(model));
    const again = await loadKeras(await saveKeras(loaded));
    const named = ({ layers }: LayersModel) => layers.map((layer) => layer.name).sort();
    expect([named(loaded), named(again)]).toEqual([named(model), named(model)]);
    const [expected, first, second] = [model, loaded, again].map((network) =>
      tf.tidy(() => [...(network.predict(picture([32, 64, 3])) as tf.Tensor).dataSync()]),
    );
    expect([first, second]).toEqual([expected, expected]);
    for (const network of [model, loaded, again]) network.dispose();
  });

  test.each([
    [
      { inputShape: [250, 32, 3] },
      "Expected the height in `inputShape` to be a multiple of 32, got 250; the nearest is 256",
    ],
    [
      { inputShape: [32, 40, 3] },
      "Expected the width in `inputShape` to be a multiple of 32, got 40; the nearest is 32",
    ],
    [
      { inputShape: [32, 32, 4] },
      "Expected the channels in `inputShape` to be 3 (RGB), got 4; the nearest is 3",
    ],
    [{ numClasses: 0 }, "Expected `numClasses` to be a positive integer, got 0; the nearest is 1"],
    [{ numClasses: 10.7 }, "Expected `numClasses` to be a positive integer, got 10.7; the nearest is 11"],
    [{ width: 0 }, "Expected `width` to be a positive number, got 0; the full network has 1"],
    [{ bnMomentum: -1 }, "Expected `bnMomentum` to be between 0 and 1, got -1; the nearest is 0"],
    [{ softmax: "no" }, 'Expected `softmax` to be true or false, got "no"'],
    [{ variant: "paper" }, 'Expected `variant` to be "default" or "study", got "paper"'],
    [{ freeze: "all" }, 'Expected `freeze` to be "none" or "backbone" or "backbone-bn", got "all"'],
    [{ classes: 3 }, unknownOption("classes")],
    [{ alpha: -1 }, alphaErrors[preparation ?? "none"]],
  ])(`${name}(%j) throws`, (options, message) => {
    expect(() => build({ ...small, ...options } as never)).toThrow(new RangeError(message));
  });
}
