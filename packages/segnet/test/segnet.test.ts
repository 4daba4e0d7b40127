import type { LayersModel } from "@tensorflow/tfjs-layers";
import { testConformance } from "../../backbones/test/model-conformance.ts";
import { buildSegnet, type SegnetOptions } from "../src/index.ts";

const ownOptions = ["encoder", "alpha", "unpooling", "decoderFilters"];

testConformance({
  name: "buildSegnet",
  build: buildSegnet,
  ownOptions: ownOptions,
  smallest: { alpha: 0.35, width: 0.125 },
  parameters: 3_775_851,
  preparation: "rescaling",
});

testConformance({
  name: "buildSegnet",
  form: "VGG16",
  build: buildSegnet,
  ownOptions: ownOptions,
  smallest: { encoder: "vgg16", alpha: 0.0625, width: 0.0625 },
  parameters: 29_455_883,
  preparation: "caffe_input",
});

const build = (options: Partial<SegnetOptions>) =>
  buildSegnet({ inputShape: [32, 64, 3], numClasses: 3, alpha: 0.35, width: 0.125, ...options });
const classes = (model: LayersModel) => new Set(model.layers.map((layer) => layer.getClassName()));

test("buildSegnet(…) unpools by the encoder's five poolings and concatenates nothing", () => {
  const model = build({});
  const inputs = [1, 2, 3, 4, 5].map((stage) => model.getLayer(`decoder_${stage}_unpool`).input);
  expect(inputs.map((pair) => (pair as { sourceLayer: { name: string } }[])[1]?.sourceLayer.name)).toEqual([
    "block_13_pool",
    "block_6_pool",
    "block_3_pool",
    "block_1_pool",
    "Conv1_pool",
  ]);
  expect(classes(model)).not.toContain("Concatenate");
  model.dispose();
});

test('buildSegnet({ encoder: "vgg16" }) mirrors VGG16', () => {
  const model = build({ encoder: "vgg16", alpha: 0.125 });
  const convs = model.layers.filter(({ name }) => /^decoder_._conv.$/.test(name));
  expect(convs.map(({ output }) => (output as { shape: number[] }).shape[3])).toEqual(
    [512, 512, 512, 512, 512, 256, 256, 256, 128, 128, 64, 64].map((filters) => filters / 8),
  );
  expect(model.layers.some(({ name }) => name.endsWith("_expand"))).toBe(false);
  model.dispose();
});

test.each([
  ["bilinear", "FacesegBilinearUpsampling"],
  ["transposed", "Conv2DTranspose"],
] as const)("buildSegnet({ unpooling: %j }) doubles without indices", (unpooling, type) => {
  const model = build({ unpooling });
  expect(classes(model)).toContain(type);
  expect(classes(model)).not.toContain("FacesegMaxUnpool");
  expect(model.outputShape).toEqual([null, 32, 64, 3]);
  model.dispose();
});

test.each([
  [{ encoder: "resnet" }, 'Expected `encoder` to be one of "mobilenet-v2", "vgg16", got "resnet"'],
  [{ unpooling: "max" }, 'Expected `unpooling` to be one of "indices", "bilinear", "transposed", got "max"'],
  [
    { decoderFilters: [1, 2, 3, 4, 0] },
    "Expected `decoderFilters` to be 5 positive whole numbers, got [1,2,3,4,0]",
  ],
])("buildSegnet(%j) throws", (options, message) => {
  expect(() => build(options as never)).toThrow(new RangeError(message));
});
