import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-layers"; // registers the gradients of tfjs-core
import { batchNormalization, compile, dropoutMask, type TensorData } from "../src/index.ts";

const shapes = { x: [2, 48, 40, 16], w1: [3, 3, 16, 32], w2: [3, 3, 32, 1], w3: [1, 1, 32, 8] };

/** Loss and gradients of convolutions, overlapping pooling, normalization and dropout. */
function step(inputs: Record<string, tf.Tensor>): Record<string, tf.Tensor> {
  const [w1, w2, w3] = [inputs["w1"], inputs["w2"], inputs["w3"]] as tf.Tensor4D[];
  const loss = (...weights: tf.Tensor[]) => {
    const [w1, w2, w3] = weights as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];
    const hidden = tf.conv2d(inputs["x"] as tf.Tensor4D, w1, 1, "same");
    const normal = batchNormalization(hidden, tf.ones([32]), tf.zeros([32]), { epsilon: 1e-3 }).y;
    const pooled = tf.maxPool(tf.relu(normal), 3, 2, "same");
    const deep = tf.depthwiseConv2d(pooled, w2, 1, "same");
    const dropped = tf.mul(
      deep,
      dropoutMask(inputs["seed"] as tf.Scalar, deep.shape, { rate: 0.3 }),
    ) as tf.Tensor4D;
    return tf.neg(tf.mean(tf.logSoftmax(tf.conv2d(dropped, w3, 1, "same")))) as tf.Scalar;
  };
  const { value, grads } = tf.valueAndGrads(loss)([w1, w2, w3] as tf.Tensor[]);
  return { loss: value, ...Object.fromEntries(grads.map((grad, i) => [`g${i}`, grad])) };
}

const feeds = Object.fromEntries(
  Object.entries(shapes).map(([name, shape], i) => [
    name,
    tf.randomNormal(shape, 0, 0.3, "float32", i + 1).dataSync() as TensorData,
  ]),
);

async function run(threads: number): Promise<Record<string, TensorData>[]> {
  const specs = Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, { shape }]));
  const { session } = await compile(step, {
    inputs: { ...specs, seed: { shape: [], dtype: "int32" } },
    threads,
  });
  const all = { ...feeds, seed: Int32Array.of(3) };
  const results = [await session.run(all), await session.run(all)];
  await session.dispose();
  return results;
}

/** More numbers than two threads share out in whole vectors. */
const odd = 40_001;

async function logarithms(threads: number): Promise<TensorData> {
  const { session } = await compile(
    ({ x }) => ({ log: tf.log(x as tf.Tensor), log1p: tf.log1p(x as tf.Tensor) }),
    { inputs: { x: { shape: [odd] } }, threads },
  );
  const { log, log1p } = await session.run({ x: Float32Array.from({ length: odd }, (_, i) => 1 + i / 997) });
  await session.dispose();
  return Float32Array.from([...(log as Float32Array), ...(log1p as Float32Array)]);
}

const bytes = ({ buffer, byteOffset, byteLength }: TensorData) => Buffer.from(buffer, byteOffset, byteLength);

test("compiled functions give the same bits on every run, in every session, and on 1 and 2 threads", async () => {
  const [first, ...others] = [...(await run(1)), ...(await run(1)), ...(await run(2))];
  for (const other of others) {
    for (const [name, data] of Object.entries(first ?? {}))
      expect(Buffer.compare(bytes(data), bytes(other[name] as TensorData))).toBe(0);
  }
  expect(Number.isFinite(Number(first?.["loss"]?.[0]))).toBe(true);
});

test("compiled logarithms give the same bits on 1 and 2 threads, wherever a thread's share ends", async () => {
  expect(Buffer.compare(bytes(await logarithms(1)), bytes(await logarithms(2)))).toBe(0);
});
