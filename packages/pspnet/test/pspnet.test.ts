import type { LayersModel } from "@tensorflow/tfjs-layers";
import { testConformance } from "../../backbones/test/model-conformance.ts";
import { buildPspnet, type PspnetOptions } from "../src/index.ts";

testConformance({
  name: "buildPspnet",
  build: buildPspnet,
  ownOptions: ["alpha", "bins", "outputStride", "auxiliaryWeight"],
  smallest: { alpha: 0.35, width: 0.125 },
  parameters: 5_128_790,
  preparation: "rescaling",
  logits: "FacesegBilinearUpsampling",
});

const build = (options: Partial<PspnetOptions>) =>
  buildPspnet({ inputShape: [32, 64, 3], numClasses: 3, alpha: 0.35, width: 0.125, ...options });
const shapes = (model: LayersModel, names: string[]) =>
  names.map((name) => (model.getLayer(name).output as { shape: unknown[] }).shape.slice(1));

test("buildPspnet(…) pools into 1, 2, 3 and 6 bins, whatever the size of the feature", () => {
  const model = build({});
  const pools = [1, 2, 3, 6].map((bins) => `pyramid_${bins}_pool`);
  expect(shapes(model, pools)).toEqual([1, 2, 3, 6].map((bins) => [bins, bins, 112]));
  expect(shapes(model, ["pyramid_concat"])).toEqual([[4, 8, 112 + 4 * 4]]); // 112 / 4 / 8 is 3.5
  model.dispose();
});

test("buildPspnet({ bins: [] }) has no pyramid: the convolution sees the feature itself", () => {
  const model = build({ bins: [] });
  expect(model.layers.filter(({ name }) => name.startsWith("pyramid"))).toEqual([]);
  expect(model.getLayer("decoder_conv").getWeights()[0]?.shape.slice(0, 3)).toEqual([3, 3, 112]);
  model.dispose();
});

test.each([8, 16, 32])("buildPspnet({ outputStride: %d }) classifies at that stride", (outputStride) => {
  const model = build({ outputStride });
  expect(shapes(model, ["classifier"])).toEqual([[32 / outputStride, 64 / outputStride, 3]]);
  model.dispose();
});

test("buildPspnet({ auxiliaryWeight }) has an auxiliary head with that weight, or none with 0", () => {
  const model = build({ auxiliaryWeight: 0.2 });
  expect(model.getLayer("auxiliary_loss").getConfig()).toMatchObject({ weight: 0.2 });
  expect(shapes(model, ["aux_logits"])).toEqual([[32, 64, 3]]);
  expect(model.outputs).toHaveLength(1);
  const bare = build({ auxiliaryWeight: 0 });
  expect(bare.layers.filter(({ name }) => name.startsWith("aux"))).toEqual([]);
  model.dispose();
  bare.dispose();
});

test.each([
  [{ bins: [0] }, "Expected `bins` to be one or more positive whole numbers, got [0]"],
  [{ bins: [1, 1] }, "Expected `bins` to be different numbers, got [1,1]"],
  [{ outputStride: 4 }, "Expected `outputStride` to be one of 8, 16, 32, got 4; the nearest is 8"],
  [
    { auxiliaryWeight: -1 },
    "Expected `auxiliaryWeight` to be a number of at least 0, got -1; the nearest is 0",
  ],
])("buildPspnet(%j) throws", (options, message) => {
  expect(() => build(options as never)).toThrow(new RangeError(message));
});
