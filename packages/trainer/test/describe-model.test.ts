import { readFileSync } from "node:fs";
import {
  input,
  type LayersModel,
  layers,
  model,
  type SymbolicTensor,
  sequential,
} from "@tensorflow/tfjs-layers";
import { buildStudyPspnet } from "../../../examples/study/src/networks/pspnet.ts";
import { buildStudySegnet } from "../../../examples/study/src/networks/segnet.ts";
import { buildStudyUnet } from "../../../examples/study/src/networks/unet.ts";
import { buildPspnet } from "../../pspnet/src/index.ts";
import { buildSegnet } from "../../segnet/src/index.ts";
import { buildUnet } from "../../unet/src/index.ts";
import { describeModel } from "../src/diagnose/describe-model.ts";

const inputShape = [4, 6, 3];

test.each([
  // 2 x 3 positions x 5 filters x 3 x 3 x 3.
  ["Conv2D", layers.conv2d({ inputShape, filters: 5, kernelSize: 3, strides: 2, padding: "same" }), 810, 140],
  // The same, but only 2 x 4 windows fit when not padded: 2 x 4 x 5 x 27.
  ["Conv2D", layers.conv2d({ inputShape, filters: 5, kernelSize: 3, useBias: false }), 1080, 135],
  // 4 x 6 positions x 3 channels x 3 x 3.
  ["DepthwiseConv2D", layers.depthwiseConv2d({ inputShape, kernelSize: 3, padding: "same" }), 648, 30],
  // 4 x 6 input positions x 3 channels x 2 x 2 x 5 filters.
  [
    "Conv2DTranspose",
    layers.conv2dTranspose({ inputShape, filters: 5, kernelSize: 2, strides: 2 }),
    1440,
    65,
  ],
  // 4 x 6 positions x (3 x 3 x 3 + 3 x 5).
  [
    "SeparableConv2D",
    layers.separableConv2d({ inputShape, filters: 5, kernelSize: 3, padding: "same" }),
    1008,
    47,
  ],
  // 4 x 6 positions x 3 x 7.
  ["Dense", layers.dense({ inputShape, units: 7 }), 504, 28],
  ["BatchNormalization", layers.batchNormalization({ inputShape }), 0, 12],
  ["MaxPooling2D", layers.maxPooling2d({ inputShape, poolSize: 2 }), 0, 0],
])(
  "describeModel(model) counts the multiply-accumulates and parameters of %s",
  (type, layer, macs, parameters) => {
    const description = describeModel(sequential({ layers: [layer] }));
    expect(description.layers.at(-1)).toMatchObject({ type, macs, parameters });
    expect(description).toMatchObject({ macs, parameters });
  },
);

test("describeModel(model) lists layers in the order of computation, with shapes, bytes and sums", () => {
  const x = input({ shape: [4, 4, 3], name: "image" });
  const y = layers.conv2d({ name: "conv", filters: 2, kernelSize: 1, useBias: false }).apply(x);
  const z = layers.batchNormalization({ name: "bn" }).apply(y) as SymbolicTensor;
  expect(describeModel(model({ inputs: x, outputs: z }))).toEqual({
    layers: [
      {
        name: "image",
        type: "InputLayer",
        outputShape: [4, 4, 3],
        parameters: 0,
        macs: 0,
        activationBytes: 192,
      },
      { name: "conv", type: "Conv2D", outputShape: [4, 4, 2], parameters: 6, macs: 96, activationBytes: 128 },
      {
        name: "bn",
        type: "BatchNormalization",
        outputShape: [4, 4, 2],
        parameters: 8,
        macs: 0,
        activationBytes: 128,
      },
    ],
    parameters: 14,
    trainableParameters: 10,
    macs: 96,
    activationBytes: 448,
  });
});

test.each([
  ["unet", buildStudyUnet, "8.41"],
  ["pspnet", buildStudyPspnet, "5.57"],
  ["segnet", buildStudySegnet, "52.7"],
] as const)("describeModel(%s of the 2025 study) agrees with Keras", (name, build, gmacs) => {
  const golden = JSON.parse(
    readFileSync(new URL(`../../../examples/study/test/golden/keras-${name}.json`, import.meta.url), "utf8"),
  );
  const network: LayersModel = build({ inputShape: [256, 256, 3], numClasses: 11 });
  const { parameters, macs } = describeModel(network);
  expect({ parameters, macs }).toEqual({ parameters: golden.parameters, macs: golden.macs });
  expect((macs / 1e9).toPrecision(3)).toBe(gmacs);
  network.dispose();
});

test.each([
  ["unet", buildUnet, {}, 5_580_315, 3_428_900_864],
  ["pspnet", buildPspnet, {}, 5_128_790, 5_173_921_792],
  ["segnet", buildSegnet, {}, 3_775_851, 2_478_772_224],
  ["segnet", buildSegnet, { encoder: "vgg16" }, 29_455_883, 40_022_048_768],
] as const)(
  "describeModel(%s, by default) has its parameters and multiply-accumulates",
  (_, build, form, parameters, macs) => {
    const network = build({ inputShape: [256, 256, 3], numClasses: 11, ...form } as never);
    const description = describeModel(network);
    expect({ parameters: description.parameters, macs: description.macs }).toEqual({ parameters, macs });
    network.dispose();
  },
);

test("describeModel(model) throws for an input of any size", () => {
  const any = sequential({
    layers: [layers.conv2d({ name: "conv", inputShape: [null, null, 3], filters: 1, kernelSize: 1 })],
  });
  expect(() => describeModel(any)).toThrow(/a fixed input size, got \[null, null, null, 1\] of "conv"/);
});

test("describeModel(model) throws where a layer is used twice, or is a model", () => {
  const x = input({ shape: [4] });
  const dense = layers.dense({ name: "twice", units: 4 });
  const shared = model({ inputs: x, outputs: dense.apply(dense.apply(x)) as SymbolicTensor });
  expect(() => describeModel(shared)).toThrow(
    'Expected `model` to use plain layers once each, got "twice", which is used 2 times',
  );
  const nested = sequential({
    layers: [sequential({ name: "inner", layers: [layers.dense({ units: 1, inputShape: [4] })] })],
  });
  expect(() => describeModel(nested)).toThrow('got "inner", which is a model');
});
