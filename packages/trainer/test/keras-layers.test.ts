import { HalfPixelResizing, HalfPixelUpSampling2D } from "@faceseg/model-files/layers";
import { compile } from "@faceseg/onnx";
import * as tf from "@tensorflow/tfjs-core";
import { picture } from "./networks.ts";

test.each([
  ["HalfPixelUpSampling2D to 512 pixels", new HalfPixelUpSampling2D({ size: [2, 3] }), [1, 256, 4, 1]],
  [
    "HalfPixelResizing, nearest",
    new HalfPixelResizing({ height: 7, width: 300, interpolation: "nearest" }),
    [2, 3, 301, 2],
  ],
] as const)("the gradient of %s compiles to the numbers of eager TensorFlow.js", async (_, layer, shape) => {
  const forward = (x: tf.Tensor) => layer.apply(x) as tf.Tensor;
  const fn = ({ x, dy }: Record<string, tf.Tensor>) => ({ dx: tf.grad(forward)(x as tf.Tensor, dy) });
  const x = tf.tensor(picture(tf.util.sizeFromShape([...shape])), [...shape]);
  const y = forward(x);
  const dy = tf.tensor(picture(y.size), y.shape);
  const { session } = await compile(fn, { inputs: { x, dy } });
  const feeds = { x: x.dataSync() as Float32Array, dy: dy.dataSync() as Float32Array };
  const { dx } = await session.run(feeds);
  await session.dispose();
  const eager = fn({ x, dy }).dx.dataSync();
  expect(dx?.length).toBe(x.size);
  expect(Math.max(...eager.map((value, i) => Math.abs(value - Number(dx?.[i]))))).toBeLessThan(1e-4);
});
