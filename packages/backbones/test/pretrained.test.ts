import { mobileNetV2Layers } from "../src/encoders/mobilenet-v2-layers.ts";
import { findPretrained, mobileNetV2LayerNames, pretrained } from "../src/index.ts";
import { earlyLayerName } from "../src/weights/early-layer-name.ts";
import { guessAlpha } from "../src/weights/guess-alpha.ts";

const folder = "https://storage.googleapis.com/tensorflow/keras-applications/mobilenet_v2";

test("pretrained has the URLs that Keras makes for its width multipliers", () => {
  expect(Object.values(pretrained).map(({ alpha, url }) => [alpha, url])).toEqual(
    [
      [0.35, "0.35"],
      [0.5, "0.5"],
      [0.75, "0.75"],
      [1, "1.0"],
      [1.3, "1.3"],
      [1.4, "1.4"],
    ].map(([alpha, text]) => [
      alpha,
      `${folder}/mobilenet_v2_weights_tf_dim_ordering_tf_kernels_${text}_224_no_top.h5`,
    ]),
  );
});

test("pretrained is frozen, its entries too", () => {
  expect([pretrained, ...Object.values(pretrained)].every(Object.isFrozen)).toBe(true);
});

test("findPretrained(name) answers an unknown name with those it knows", () => {
  expect(findPretrained("mobilenet-v2-1")).toBe(pretrained["mobilenet-v2-1"]);
  expect(() => findPretrained("toString")).toThrow(
    'Expected `name` to be one of "mobilenet-v2-0.35", "mobilenet-v2-0.5", "mobilenet-v2-0.75", "mobilenet-v2-1", "mobilenet-v2-1.3", "mobilenet-v2-1.4", got "toString"',
  );
});

test.each([
  ["Conv1", "Conv1"],
  ["Conv_1_bn", "Conv_1_bn"],
  ["expanded_conv_depthwise", "mobl0_conv_0_depthwise"],
  ["expanded_conv_project_BN", "bn0_conv_0_bn_project"],
  ["block_1_expand", "mobl1_conv_1_expand"],
  ["block_16_depthwise_BN", "bn16_conv_16_bn_depthwise"],
])("earlyLayerName(%j) is %j", (layer, early) => {
  expect(earlyLayerName(layer)).toBe(early);
});

test("earlyLayerName(layer) gives no two layers one name", () => {
  const names = mobileNetV2LayerNames();
  expect(new Set(names.map(earlyLayerName)).size).toBe(names.length);
});

test.each([0.35, 0.5, 0.75, 1, 1.3, 1.4])("guessAlpha(filters) knows alpha %d from all layers", (alpha) => {
  const filters = mobileNetV2Layers(alpha).flatMap((layer) =>
    layer.kind === "conv" ? [[layer.name, layer.filters] as const] : [],
  );
  expect(guessAlpha(new Map(filters))).toEqual([alpha]);
});

test("guessAlpha(filters) lists every alpha that is possible, and none for another network", () => {
  expect(guessAlpha(new Map([["Conv1", 16]]))).toEqual([0.35, 0.5]);
  expect(guessAlpha(new Map([["Conv1", 17]]))).toEqual([]);
  expect(guessAlpha(new Map([["head", 16]]))).toEqual([]);
});
