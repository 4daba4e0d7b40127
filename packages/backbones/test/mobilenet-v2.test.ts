import { readFileSync } from "node:fs";
import { model } from "@tensorflow/tfjs-layers";
import { mobileNetV2, mobileNetV2LayerNames } from "../src/index.ts";
import { describeLikeKeras, type KerasGolden, largestDifference, sampleLikeKeras } from "./keras-golden.ts";

const golden = (alpha: number) =>
  JSON.parse(
    readFileSync(new URL(`./golden/keras-mobilenet-v2-${alpha}.json`, import.meta.url), "utf8"),
  ) as KerasGolden & { sample: { out_relu: number[] } };

const inputShape = [64, 64, 3] as const;

const whole = (alpha: number) => {
  const { input, features } = mobileNetV2({ inputShape, alpha, taps: ["out_relu"] });
  return model({ inputs: input, outputs: features.map(({ tensor }) => tensor) });
};

test.each([0.35, 0.5, 0.75, 1, 1.3, 1.4])(
  "mobileNetV2({ alpha: %d }) has Keras's layers, shapes and total",
  (alpha) => {
    const { layers, parameters } = golden(alpha);
    const network = whole(alpha);
    expect(describeLikeKeras(network)).toEqual({ layers, parameters });
    network.dispose();
  },
);

test("mobileNetV2(…) computes what Keras computes from the same weights", () => {
  const network = whole(0.35);
  expect(largestDifference(sampleLikeKeras(network, "out_relu"), golden(0.35).sample.out_relu)).toBeLessThan(
    1e-4,
  );
  network.dispose();
});

test("mobileNetV2(…) rescales [0, 1] to [-1, 1] first", () => {
  const network = whole(0.35);
  expect(network.layers[1]?.name).toBe("rescaling");
  expect(network.layers[1]?.getConfig()).toMatchObject({ scale: 2, offset: -1 });
  network.dispose();
});

test("mobileNetV2(…).features are finest first, with stride and channels", () => {
  const { features } = mobileNetV2({ inputShape: [64, 96, 3] });
  expect(features.map(({ stride, channels, tensor }) => [stride, channels, tensor.shape])).toEqual([
    [2, 96, [null, 32, 48, 96]],
    [4, 144, [null, 16, 24, 144]],
    [8, 192, [null, 8, 12, 192]],
    [16, 576, [null, 4, 6, 576]],
    [32, 320, [null, 2, 3, 320]],
  ]);
});

test("mobileNetV2({ taps }) orders features by depth and builds nothing behind the last", () => {
  const { input, features } = mobileNetV2({ inputShape, alpha: 0.35, taps: ["block_2_add", "Conv1_relu"] });
  expect(features.map(({ stride, channels }) => [stride, channels])).toEqual([
    [2, 16],
    [4, 8],
  ]);
  const names = model({ inputs: input, outputs: features.map(({ tensor }) => tensor) }).layers.map(
    ({ name }) => name,
  );
  expect(names.at(-1)).toBe("block_2_add");
});

test("mobileNetV2({ bnMomentum }) sets every batch normalization, 0.99 by default", () => {
  const momenta = (options: object) => {
    const { input, features } = mobileNetV2({
      inputShape,
      alpha: 0.35,
      taps: ["block_1_project_BN"],
      ...options,
    });
    return model({ inputs: input, outputs: features.map(({ tensor }) => tensor) })
      .layers.filter((layer) => layer.getClassName() === "BatchNormalization")
      .map((layer) => {
        const { momentum, epsilon } = layer.getConfig();
        return `${momentum} ${epsilon}`;
      });
  };
  expect(momenta({})).toEqual(Array(6).fill("0.99 0.001"));
  expect(momenta({ bnMomentum: 0.9 })).toEqual(Array(6).fill("0.9 0.001"));
});

test("mobileNetV2LayerNames() are the 104 layers with weights, in Keras's order", () => {
  const names = mobileNetV2LayerNames();
  expect(names).toHaveLength(104);
  expect(names).toEqual(golden(1).layers.map(([name]) => name));
});

test.each([
  [
    { inputShape: [250, 64, 3] },
    "Expected `inputShape[0]` to be a multiple of 32 of at least 32, got 250; the nearest is 256",
  ],
  [
    { inputShape: [64, 70, 3] },
    "Expected `inputShape[1]` to be a multiple of 32 of at least 32, got 70; the nearest is 64",
  ],
  [
    { inputShape: [0, 64, 3] },
    "Expected `inputShape[0]` to be a multiple of 32 of at least 32, got 0; the nearest is 32",
  ],
  [{ inputShape: [64, 64, 1] }, "Expected `inputShape[2]` to be one of 3, got 1; the nearest is 3"],
  [
    { inputShape: [64, 64] },
    "Expected `inputShape` to be [height, width, 3], got [64,64]; for instance [256, 256, 3]",
  ],
  [
    { alpha: 0.8 },
    "Expected `alpha` to be one of 0.35, 0.5, 0.75, 1, 1.3, 1.4, got 0.8; the nearest is 0.75",
  ],
  [{ bnMomentum: 1.5 }, "Expected `bnMomentum` to be a number from 0 to 1, got 1.5; the nearest is 1"],
  [{ taps: [] }, "Expected `taps` to be one or more different names, got []"],
])("mobileNetV2(%j) throws", (options, message) => {
  expect(() => mobileNetV2({ inputShape, ...options } as never)).toThrow(new RangeError(message));
});

test("mobileNetV2({ taps }) lists the layers when one is unknown", () => {
  expect(() => mobileNetV2({ inputShape, taps: ["block_17_expand"] })).toThrow(
    /to name layers of MobileNetV2 \(Conv1, bn_Conv1, .*, Conv_1_bn, out_relu\), got "block_17_expand"$/,
  );
});
