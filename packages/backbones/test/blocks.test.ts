import { input, type LayersModel, model, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import {
  batchNormRelu,
  checkCounts,
  convBlock,
  doubleSize,
  head,
  project,
  resolveNetworkOptions,
  scaleFilters,
} from "../src/blocks.ts";
import * as entry from "../src/index.ts";

/** [name, class, shape of the output] of every layer that `build` puts behind an input of 4 x 6 pixels and 2 channels. */
function layersOf(build: (x: SymbolicTensor) => SymbolicTensor): unknown[][] {
  const x = input({ shape: [4, 6, 2], name: "x" });
  const network = model({ inputs: x, outputs: build(x) });
  const described = network.layers
    .slice(1)
    .map((layer) => [layer.name, layer.getClassName(), (layer.output as SymbolicTensor).shape.slice(1)]);
  network.dispose();
  return described;
}

const weightsOf = (build: (x: SymbolicTensor) => SymbolicTensor): string[] => {
  const x = input({ shape: [4, 6, 2], name: "x" });
  const network: LayersModel = model({ inputs: x, outputs: build(x) });
  const names = network.weights.map(({ originalName, shape }) => `${originalName} ${shape.join("x")}`);
  network.dispose();
  return names;
};

test("convBlock(x, options) is a convolution 3x3 without bias, batch normalization and ReLU", () => {
  const build = (x: SymbolicTensor) => convBlock(x, { filters: 5, momentum: 0.9, name: "mix" });
  expect(layersOf(build)).toEqual([
    ["mix", "Conv2D", [4, 6, 5]],
    ["mix_BN", "BatchNormalization", [4, 6, 5]],
    ["mix_relu", "ReLU", [4, 6, 5]],
  ]);
  expect(weightsOf(build)).toEqual([
    "mix/kernel 3x3x2x5",
    ...["gamma", "beta", "moving_mean", "moving_variance"].map((name) => `mix_BN/${name} 5`),
  ]);
});

test("convBlock(x, { kernelSize, bias }) has that kernel and a bias", () => {
  const form = { filters: 5, kernelSize: 1, bias: true, momentum: 0.9, name: "mix" } as const;
  expect(weightsOf((x) => convBlock(x, form)).slice(0, 2)).toEqual(["mix/kernel 1x1x2x5", "mix/bias 5"]);
});

test("batchNormRelu(x, options) sets the momentum and names its layers after the one in front", () => {
  const x = input({ shape: [4, 6, 2] });
  const network = model({ inputs: x, outputs: batchNormRelu(x, { momentum: 0.8, name: "up" }) });
  expect(network.getLayer("up_BN").getConfig()).toMatchObject({ momentum: 0.8 });
  expect(network.getLayer("up_relu").getClassName()).toBe("ReLU");
  network.dispose();
});

test("doubleSize(x, options) doubles both sides, by interpolation with the channels of x", () => {
  expect(layersOf((x) => doubleSize(x, { by: "transposed", filters: 7, name: "up" }))).toEqual([
    ["up", "Conv2DTranspose", [8, 12, 7]],
  ]);
  expect(layersOf((x) => doubleSize(x, { by: "bilinear", filters: 7, name: "up" }))).toEqual([
    ["up", "FacesegBilinearUpsampling", [8, 12, 2]],
  ]);
});

test("head(x, options) ends in logits and softmax, or in logits", () => {
  expect(layersOf((x) => head(x, { numClasses: 3, softmax: true }))).toEqual([
    ["logits", "Conv2D", [4, 6, 3]],
    ["softmax", "Activation", [4, 6, 3]],
  ]);
  expect(layersOf((x) => head(x, { numClasses: 3, softmax: false }))).toEqual([
    ["logits", "Conv2D", [4, 6, 3]],
  ]);
});

test("head(x, { size }) classifies at the size of x and interpolates the logits", () => {
  expect(layersOf((x) => head(x, { numClasses: 3, softmax: false, size: [16, 20] }))).toEqual([
    ["classifier", "Conv2D", [4, 6, 3]],
    ["logits", "FacesegBilinearUpsampling", [16, 20, 3]],
  ]);
});

test.each([undefined, [16, 20] as const])(
  "head(x, { size: %p, auxiliary }) ties the auxiliary logits in",
  (size) => {
    const found = layersOf((x) => {
      const logits = project(x, { filters: 3, name: "aux_logits" });
      return head(x, {
        numClasses: 3,
        softmax: true,
        ...(size && { size }),
        auxiliary: { logits, weight: 0.4 },
      });
    });
    const names = found.map(([name]) => name);
    expect(names).toContain("aux_logits");
    expect(names.slice(-3)).toEqual(["auxiliary_loss", "logits", "softmax"]);
    expect(found.at(-1)?.[2]).toEqual([...(size ?? [4, 6]), 3]);
  },
);

test("scaleFilters(filters, width) rounds, and gives at least 1", () => {
  expect([scaleFilters(10, 0.25), scaleFilters(10, 0.01), scaleFilters(64, 1.5)]).toEqual([3, 1, 96]);
});

test("checkCounts(argument, value, length) wants positive whole numbers, and as many as that", () => {
  checkCounts("bins", [1, 2]);
  checkCounts("bins", [1, 2], 2);
  for (const value of [[], [0], [1.5], ["1"], 3]) {
    expect(() => checkCounts("bins", value as number[])).toThrow(
      new RangeError(
        `Expected \`bins\` to be one or more positive whole numbers, got ${JSON.stringify(value)}`,
      ),
    );
  }
  expect(() => checkCounts("bins", [1], 2)).toThrow("to be 2 positive whole numbers, got [1]");
});

test("resolveNetworkOptions(builder, options) fills in the defaults and leaves the options as they are", () => {
  const options = Object.freeze({ inputShape: [32, 32, 3] as const, numClasses: 2 });
  expect(resolveNetworkOptions("buildTiny", options)).toEqual({
    ...options,
    width: 1,
    bnMomentum: 0.99,
    softmax: true,
    freeze: "none",
  });
  expect(resolveNetworkOptions("buildTiny", { ...options, seed: 3 })).toMatchObject({ seed: 3 });
});

test("what networks are built of is not in the main entry", () => {
  for (const name of ["convBlock", "head", "finishNetwork", "resolveNetworkOptions", "checkCounts"]) {
    expect(entry).not.toHaveProperty(name);
  }
});
