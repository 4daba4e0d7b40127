import * as tf from "@tensorflow/tfjs-core";
import { layers, sequential } from "@tensorflow/tfjs-layers";
import { compile, formatGraph, type Graph, type PassName } from "../src/index.ts";

/** The graph after each pass, as text. */
async function passesOf(
  fn: (inputs: Record<string, tf.Tensor>) => Record<string, tf.Tensor>,
  shapes: Record<string, number[]>,
  channelBlock: number,
): Promise<Partial<Record<PassName, string>>> {
  const texts: Partial<Record<PassName, string>> = {};
  const onPass = (name: PassName, graph: Graph) => {
    texts[name] = formatGraph(graph);
  };
  const inputs = Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, { shape }]));
  const { session } = await compile(fn, { inputs, channelBlock, onPass });
  await session.dispose();
  return texts;
}

const loss = ({ x, w }: Record<string, tf.Tensor>) => {
  const objective = (w: tf.Tensor) => tf.sum(tf.square(tf.mul(x as tf.Tensor, w))) as tf.Scalar;
  return { gradient: tf.grad(objective)(w as tf.Tensor) };
};

test("formatGraph(graph) shows inputs, kernel calls with shapes, constants and attributes, and outputs", async () => {
  const { trace } = await passesOf(
    ({ x }) => ({ y: tf.sum(tf.add(x as tf.Tensor, 1), 0) }),
    { x: [4, 3] },
    0,
  );
  expect(trace?.split("\n")).toEqual([
    "input x: float32[4,3]",
    "%0: float32[4,3] = Add(a: x, b: 1)",
    "%1: float32[3] = Sum(x: %0; axis: 0, keepDims: false)",
    "output y = %1",
  ]);
});

test("formatGraph(graph) shows several outputs of a call, uneven constants by their shape, and an input as output", async () => {
  const fn = ({ x }: Record<string, tf.Tensor>) => {
    const [a, b] = tf.split(tf.mul(x as tf.Tensor, tf.tensor1d([1, 2, 3, 4])), 2) as [tf.Tensor, tf.Tensor];
    return { a, b, same: x as tf.Tensor };
  };
  const { trace } = await passesOf(fn, { x: [4] }, 0);
  expect(trace?.split("\n")).toEqual([
    "input x: float32[4]",
    "%0: float32[4] = Multiply(a: x, b: constant float32[4])",
    "%1: float32[2], %2: float32[2] = SplitV(x: %0; numOrSizeSplits: 2, axis: 0)",
    "output a = %1",
    "output b = %2",
    "output same = x",
  ]);
});

test("formatGraph(graph) names the layer of each call, and the pass that folds batch normalization", async () => {
  const net = sequential({
    layers: [
      layers.conv2d({ name: "conv", filters: 2, kernelSize: 1, useBias: false, inputShape: [4, 4, 3] }),
      layers.batchNormalization({ name: "norm" }),
    ],
  });
  const texts = await passesOf(
    ({ x }) => ({ y: net.apply(x as tf.Tensor, { training: false }) as tf.Tensor }),
    { x: [1, 4, 4, 3] },
    0,
  );
  expect(Object.keys(texts)).toEqual(["trace", "fold-batch-norm"]);
  expect(texts.trace).toMatch(
    /= FusedConv2D\(x: x, filter: constant float32\[1,1,3,2\]; .*\) # conv \(Conv2D\)/,
  );
  expect(texts.trace).toMatch(/= FusedBatchNorm\(.*\) # norm \(BatchNormalization\)/);
  expect(texts.trace).not.toContain("unused");
  expect(texts["fold-batch-norm"]).not.toContain("FusedBatchNorm");
  expect(texts["fold-batch-norm"]).toMatch(/= FusedConv2D\(.*\) # conv \(Conv2D\), unused\n/);
  expect(texts["fold-batch-norm"]).toMatch(/= Conv2D\(.*\) # conv \(Conv2D\)\n/);
  expect(texts["fold-batch-norm"]).toMatch(/= Add\(.*\) # norm \(BatchNormalization\)/);
});

test("compile(fn, { onPass }) is told every pass in order, with the graph as it is then", async () => {
  const { probeChannelBlock } = await import("../src/internal.ts");
  const block = await probeChannelBlock();
  const texts = await passesOf(loss, { x: [3], w: [3] }, block);
  const onBlocks = ["drop-identities", "split-upsampled"];
  expect(Object.keys(texts)).toEqual(["trace", "fold-batch-norm", ...(block > 0 ? onBlocks : [])]);
  expect(texts.trace).toContain("Identity(");
  if (block > 0) expect(texts["drop-identities"]).not.toContain("Identity(");
});

test("compile(fn, options) refuses an option that it does not know", async () => {
  const options = { inputs: { x: { shape: [1] } }, thread: 2 };
  await expect(compile(({ x }) => ({ y: tf.neg(x as tf.Tensor) }), options)).rejects.toThrow(
    /options of `compile` to be among inputs, .*, got `thread`$/,
  );
});
