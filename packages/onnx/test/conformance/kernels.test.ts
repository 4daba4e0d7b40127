import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-layers"; // registers the gradients of tfjs-core
import { compile } from "../../src/index.ts";
import { probeChannelBlock } from "../../src/internal.ts";
import { kernels } from "../../src/kernels/kernels.ts";
import { type Case, cases, expected, outputsAndGradients, relativeError, tensorOf } from "./golden.ts";

const byKernel = new Map<string, Case[]>();
for (const one of cases) byKernel.set(one.kernel, [...(byKernel.get(one.kernel) ?? []), one]);

test("every kernel of the table has cases", () => {
  expect([...byKernel.keys()].sort()).toEqual(Object.keys(kernels).sort());
});

type Numbers = Float32Array | Int32Array | Uint8Array;

/** Compiles all cases of a kernel as one graph and returns what each gives. */
async function run(kernel: string, channelBlock: number): Promise<Numbers[][]> {
  const own = byKernel.get(kernel) ?? [];
  const inputs: Record<string, tf.Tensor> = {};
  for (const [i, one] of own.entries())
    for (const [name, input] of Object.entries(one.inputs)) inputs[`${i}:${name}`] = tensorOf(input);
  const all = (tensors: Record<string, tf.Tensor>) => {
    const outputs = own.map((one, i) => {
      const mine = Object.keys(one.inputs).map((name) => [name, tensors[`${i}:${name}`] as tf.Tensor]);
      return outputsAndGradients(one, Object.fromEntries(mine));
    });
    return Object.fromEntries(
      outputs.flatMap((list, i) => list.map((tensor, j) => [`out ${i} ${j}`, tensor])),
    );
  };
  const { session } = await compile(all, { inputs, channelBlock, threads: 1 });
  const data = Object.entries(inputs).map(([name, tensor]) => [name, tensor.dataSync() as Numbers]);
  const results = await session.run(Object.fromEntries(data));
  await session.dispose();
  tf.dispose(inputs);
  return own.map((one, i) => expected(one).map((_, j) => results[`out ${i} ${j}`] as Numbers));
}

/** The largest error over the outputs and gradients of all cases of a kernel. */
async function largestError(kernel: string, channelBlock: number): Promise<number> {
  const results = await run(kernel, channelBlock);
  const errors = (byKernel.get(kernel) ?? []).flatMap((one, i) =>
    expected(one).map((wanted, j) => relativeError(results[i]?.[j] ?? [], wanted)),
  );
  return Math.max(...errors);
}

const names = [...byKernel.keys()];
const onlyInBlocks = names.filter((name) => name.includes("Upsampled"));

test.each(names.filter((name) => !onlyInBlocks.includes(name)))(
  "%s computes what numpy computes, forward and gradient",
  async (kernel) => {
    expect(await largestError(kernel, 0)).toBeLessThan(1e-5);
  },
);

const block = await probeChannelBlock();
const lowerOtherwise = names.filter((name) => /conv2d|BatchNormTrainGrad/i.test(name));
const onBlocks = block === 0 ? test.skip : test;

onBlocks.each(lowerOtherwise)(
  "%s computes what numpy computes on blocks of channels (skipped on machines without)",
  async (kernel) => {
    expect(await largestError(kernel, block)).toBeLessThan(1e-5);
  },
);
