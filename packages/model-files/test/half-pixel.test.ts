import * as tf from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import { HalfPixelResizing, HalfPixelUpSampling2D } from "../src/layers/custom/half-pixel-layers.ts";
import { KeepDimsGlobalPooling2D } from "../src/layers/custom/keep-dims-pooling.ts";

const model = (layer: tfl.layers.Layer, shape = [2, 2, 1]) => {
  const x = tfl.input({ shape });
  return tfl.model({ inputs: x, outputs: layer.apply(x) as tfl.SymbolicTensor });
};
const square = () => tf.tensor4d([0, 4, 8, 12], [1, 2, 2, 1]);

test("HalfPixelUpSampling2D puts pixel centres at half coordinates", () => {
  const up = new HalfPixelUpSampling2D({ size: [1, 2], name: "up" });
  // Centres of the 4 pixels lie at .25, .75, 1.25 and 1.75 of two whose centres are at .5 and 1.5.
  const y = model(up).predict(square()) as tf.Tensor;
  expect(y.arraySync()).toEqual([
    [
      [[0], [1], [3], [4]],
      [[8], [9], [11], [12]],
    ],
  ]);
});

test.each(["bilinear", "nearest"] as const)(
  "HalfPixelResizing with %s reads between pixels as Keras does",
  (interpolation) => {
    const resizing = new HalfPixelResizing({ height: 1, width: 3, interpolation });
    const y = model(resizing).predict(square()) as tf.Tensor;
    expect(y.shape).toEqual([1, 1, 3, 1]);
    // Height: the middle between both rows. Nearest: floor(0.5 * 2) is row 1; columns floor(1/3), floor(1), floor(5/3).
    const expected = interpolation === "bilinear" ? [4, 6, 8] : [8, 12, 12];
    for (const [index, value] of [...y.dataSync()].entries())
      expect(value).toBeCloseTo(expected[index] as number, 5);
  },
);

test.each([
  ["up", new HalfPixelUpSampling2D({ size: [3, 2] })],
  ["resizing", new HalfPixelResizing({ height: 5, width: 2 })],
  ["nearest", new HalfPixelResizing({ height: 2, width: 7, interpolation: "nearest" })],
])("the gradient through %s is that of finite differences, and nothing stays behind", (_, layer) => {
  const net = model(layer, [3, 4, 2]);
  const x = tf.randomUniform([2, 3, 4, 2], -1, 1, "float32", 1);
  const weights = tf.randomUniform((net.predict(x) as tf.Tensor).shape, -1, 1, "float32", 2);
  const loss = (value: tf.Tensor) => tf.sum(tf.mul(net.apply(value) as tf.Tensor, weights)) as tf.Scalar;
  const before = tf.memory().numTensors;
  const gradient = tf.grad(loss)(x);
  expect(tf.memory().numTensors).toBe(before + 1);
  // The layers are linear, so that a large step is exact.
  for (const index of [0, 7, 20, 47]) {
    const step = tf.reshape(tf.oneHot(tf.tensor1d([index], "int32"), x.size), x.shape);
    const slope = tf.sub(loss(tf.add(x, step)), loss(x)).dataSync()[0];
    expect(gradient.dataSync()[index]).toBeCloseTo(Number(slope), 4);
  }
});

test.each([
  ["HalfPixelUpSampling2D", new HalfPixelUpSampling2D({ size: [3, 2] })],
  ["HalfPixelResizing", new HalfPixelResizing({ height: 5, width: 2, interpolation: "nearest" })],
  ["KeepDimsGlobalPooling2D", new KeepDimsGlobalPooling2D({ pooling: "max" })],
])("%s goes through tfjs's own JSON", async (_, layer) => {
  const before = model(layer);
  const after = await tfl.models.modelFromJSON(JSON.parse(before.toJSON() as string));
  const [x] = [square()];
  expect((after.predict(x) as tf.Tensor).arraySync()).toEqual((before.predict(x) as tf.Tensor).arraySync());
});

test("KeepDimsGlobalPooling2D pools height and width to one pixel", () => {
  const pool = (pooling: "average" | "max") =>
    (model(new KeepDimsGlobalPooling2D({ pooling })).predict(square()) as tf.Tensor).arraySync();
  expect([pool("average"), pool("max")]).toEqual([[[[[6]]]], [[[[12]]]]]);
});
