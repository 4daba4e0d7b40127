import type { LayersModel } from "@tensorflow/tfjs-layers";
import { testConformance } from "../../backbones/test/model-conformance.ts";
import { buildUnet, type UnetOptions } from "../src/index.ts";

testConformance({
  name: "buildUnet",
  build: buildUnet,
  ownOptions: ["alpha", "decoderFilters", "upsampling", "skips", "skipFilters", "finest"],
  smallest: { alpha: 0.35, width: 0.125 },
  parameters: 5_580_315,
  preparation: "rescaling",
});

const build = (options: Partial<UnetOptions>) =>
  buildUnet({ inputShape: [32, 64, 3], numClasses: 3, alpha: 0.35, width: 0.125, ...options });
const shapes = (model: LayersModel, names: string[]) =>
  names.map((name) => (model.getLayer(name).output as { shape: unknown[] }).shape.slice(1));

test("buildUnet(…) has a stage for each stride from 16 to 1, the last beside the image", () => {
  const model = build({ decoderFilters: [80, 64, 48, 32, 16] });
  const stages = [1, 2, 3, 4, 5].map((stage) => `decoder_${stage}_conv2`);
  expect(shapes(model, stages)).toEqual([
    [2, 4, 10],
    [4, 8, 8],
    [8, 16, 6],
    [16, 32, 4],
    [32, 64, 2],
  ]);
  expect(shapes(model, ["decoder_5_concat"])).toEqual([[32, 64, 2 + 3]]);
  model.dispose();
});

test("buildUnet({ finest }) puts a stem beside the last stage", () => {
  const model = build({ finest: "stem" });
  expect(shapes(model, ["stem_relu", "decoder_5_concat"])).toEqual([
    [32, 64, 2],
    [32, 64, 2 + 2],
  ]);
  model.dispose();
});

test("buildUnet({ skipFilters }) narrows what the decoder sees of the encoder", () => {
  const model = build({ decoderFilters: [80, 64, 48, 32, 16], skipFilters: [72, 56, 40, 24] });
  const seen = ["skip_1", "skip_2", "skip_3", "skip_4", "decoder_1_concat", "decoder_4_concat"];
  expect(shapes(model, seen)).toEqual([
    [2, 4, 9],
    [4, 8, 7],
    [8, 16, 5],
    [16, 32, 3],
    [2, 4, 10 + 9],
    [16, 32, 4 + 3],
  ]);
  expect(shapes(model, ["decoder_5_concat"])).toEqual([[32, 64, 2 + 3]]);
  model.dispose();
});

test("buildUnet({ skips: false }) concatenates nothing", () => {
  const model = build({ skips: false });
  expect(model.layers.filter((layer) => layer.getClassName() === "Concatenate")).toEqual([]);
  expect(model.outputShape).toEqual([null, 32, 64, 3]);
  model.dispose();
});

test("buildUnet({ upsampling }) doubles by interpolation without weights", () => {
  const model = build({ upsampling: "bilinear" });
  const up = model.getLayer("decoder_1_up");
  expect([up.getClassName(), up.weights.length]).toEqual(["FacesegBilinearUpsampling", 0]);
  model.dispose();
});

test.each([
  [{ decoderFilters: [64, 32] }, "Expected `decoderFilters` to be 5 positive whole numbers, got [64,32]"],
  [{ upsampling: "nearest" }, 'Expected `upsampling` to be one of "transposed", "bilinear", got "nearest"'],
  [{ skips: 1 }, "Expected `skips` to be one of true, false, got 1"],
  [{ skipFilters: [8] }, "Expected `skipFilters` to be 4 positive whole numbers, got [8]"],
  [{ finest: "input" }, 'Expected `finest` to be one of "image", "stem", got "input"'],
])("buildUnet(%j) throws", (options, message) => {
  expect(() => build(options as never)).toThrow(new RangeError(message));
});
