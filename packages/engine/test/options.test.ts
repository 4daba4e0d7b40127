import { createPredictor, type PredictorOptions } from "../src/index.ts";
import { imagePreparation } from "../src/predictor/prepare-images.ts";
import { smallNetwork, someImages } from "./small-network.ts";

const mean = [0.5, 0.25, 0] as const;
const std = [0.5, 0.25, 2] as const;

test.each<[PredictorOptions, object, number[]]>([
  [{}, {}, [0.25, 0.5, 1]],
  [{ inputRange: [-1, 1] }, {}, [-0.5, 0, 1]],
  [{ normalization: { mean, std } }, {}, [-0.5, 1, 0.5]],
  [{ normalization: { mean, std }, channelOrder: "bgr" }, {}, [0.5, 1, -0.5]],
  [{ channelOrder: "bgr" }, {}, [1, 0.5, 0.25]],
  [{}, { mean, std }, [-0.5, 1, 0.5]],
  [{}, { inputRange: [0, 255], channelOrder: "bgr" }, [255, 127.5, 63.75]],
  [{ inputRange: [0, 1], channelOrder: "rgb" }, { mean, std, channelOrder: "bgr" }, [0.25, 0.5, 1]],
  [{ normalization: { mean, std } }, { inputRange: [0, 255] }, [-0.5, 1, 0.5]],
])("imagePreparation(%j, %j) makes [0.25, 0.5, 1] to %j", (options, notes, expected) => {
  const images = Float32Array.of(0.25, 0.5, 1, 0.25, 0.5, 1);
  expect([...imagePreparation(options, notes)(images)]).toEqual([...expected, ...expected]);
  expect([...images]).toEqual([0.25, 0.5, 1, 0.25, 0.5, 1]);
});

test.each([255, -0.01, Number.NaN, 1.01])("predict(images) refuses images with %d", async (value) => {
  const predictor = await createPredictor(smallNetwork());
  const images = someImages(1).fill(value, 10, 11);
  await expect(predictor.predict(images)).rejects.toThrow(
    /^Expected `images` to be colors in \[0, 1\], got \S+ at 10$/,
  );
  await predictor.dispose();
});

test.each<[object, string]>([
  [{ batchsize: 2 }, "Expected options of `createPredictor` to be among batchSize, probabilities, inputSize"],
  [
    { inputRange: [0, 1], normalization: { mean, std } },
    "Expected `inputRange` or `normalization`, got both",
  ],
  [{ inputRange: [0] }, "Expected `inputRange` to be two different numbers, got [0]"],
  [{ inputRange: [1, 1] }, "Expected `inputRange` to be two different numbers, got [1,1]"],
  [
    { normalization: { mean } },
    "Expected `normalization` to have `mean`, three numbers, and `std`, three above 0",
  ],
  [{ normalization: { mean, std: [1, 1, 0] } }, "Expected `normalization` to have"],
  [
    { normalization: { mean, std, max: 1 } },
    "Expected options of `normalization` to be among mean, std, got `max`",
  ],
  [{ normalization: 0.5 }, "Expected `normalization` to have"],
  [{ channelOrder: "RGB" }, 'Expected `channelOrder` to be one of "rgb", "bgr", got "RGB"'],
  [
    { inputLayout: "nchw" },
    'Expected `inputLayout` to be one of "channels-first", "channels-last", got "nchw"',
  ],
  [
    { outputLayout: "nchw" },
    'Expected `outputLayout` to be one of "channels-first", "channels-last", "map", got "nchw"',
  ],
  [{ scores: "softmax" }, 'Expected `scores` to be one of "probabilities", "logits", "ids", got "softmax"'],
  [{ output: 1 }, "Expected `output` to be the name of an output, got 1"],
  [{ inputSize: 0 }, "Expected `size` to be a whole number of pixels of at least 1, got 0"],
  [{ numClasses: 1 }, "Expected `numClasses` to be a whole number from 2 to 255, got 1; the nearest is 2"],
  [{ probabilities: "yes" }, "Expected `probabilities` to be one of true, false"],
  [{ output: "other" }, 'Expected `output` to be one of "activation'],
  [{ inputSize: 32 }, "Expected `inputSize` of width 16, which is the model's own, got 32"],
  [{ scores: "ids" }, 'Expected `scores` of an ONNX file for "ids", got a layers model'],
])("createPredictor(model, %j) is refused", async (options, message) => {
  await expect(createPredictor(smallNetwork(), options)).rejects.toThrow(message);
});
