import { readFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs-core";

/** An input of a case: made from a seed, or given. */
type Input =
  | { shape: number[]; low: number; high: number; dtype: "float32" | "int32" | "bool"; seed: number }
  | { shape: number[]; values: number[] };

/** What numpy computed for one kernel call; made by golden/make-numpy.py. */
export interface Case {
  readonly kernel: string;
  readonly inputs: Readonly<Record<string, Input>>;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly outputs: readonly { shape: number[]; values: number[] }[];
  /** Gradients of the sum of the outputs times cos(0), cos(1), ... */
  readonly gradients: Readonly<Record<string, number[]>>;
}

const path = new URL("../golden/numpy-kernels.json", import.meta.url);

export const cases = JSON.parse(readFileSync(path, "utf8")) as Case[];

/** The numbers in [0, 1) that make-numpy.py makes too. */
function uniform(seed: number, i: number): number {
  let h = (Math.imul(i, 0x9e3779b1) + Math.imul(seed, 0x85ebca77)) >>> 0;
  h ^= h >>> 15;
  h = Math.imul(h, 0x85ebca77) >>> 0;
  h = (h ^ (h >>> 13)) >>> 0;
  return (h >>> 8) / 2 ** 24;
}

/** The tensor of an input. */
export function tensorOf(input: Input): tf.Tensor {
  if ("values" in input) return tf.tensor(input.values, input.shape);
  const { shape, low, high, dtype, seed } = input;
  const value = (i: number) => {
    const u = uniform(seed, i);
    const x = low + (high - low) * u;
    return dtype === "int32" ? Math.floor(x) : dtype === "bool" ? Number(u < 0.5) : x;
  };
  return tf.tensor(
    Array.from({ length: tf.util.sizeFromShape(shape) }, (_, i) => value(i)),
    shape,
    dtype,
  );
}

/** Calls a kernel by its name, through the tape of gradients; numbered inputs are a list. */
export function callKernel({ kernel, attrs }: Case, inputs: Record<string, tf.Tensor>): tf.Tensor[] {
  const listed = "0" in inputs ? Object.values(inputs) : inputs;
  const result = tf.engine().runKernel(kernel, listed as tf.NamedTensorMap, attrs as tf.NamedAttrMap);
  return [result as unknown as tf.Tensor].flat();
}

/** The outputs of a case and the gradients that it asks for. */
export function outputsAndGradients(one: Case, inputs: Record<string, tf.Tensor>): tf.Tensor[] {
  const outputs = callKernel(one, inputs);
  const names = Object.keys(one.gradients);
  if (names.length === 0) return outputs;
  const objective = (...moved: tf.Tensor[]) => {
    const all = { ...inputs, ...Object.fromEntries(names.map((name, i) => [name, moved[i] as tf.Tensor])) };
    let offset = 0;
    const terms = callKernel(one, all).map((output) => {
      const weights = Array.from({ length: output.size }, (_, i) => Math.cos(offset + i));
      offset += output.size;
      return tf.sum(tf.mul(output, tf.tensor(weights, output.shape)));
    });
    return tf.addN(terms);
  };
  return [...outputs, ...tf.grads(objective)(names.map((name) => inputs[name] as tf.Tensor))];
}

/** What {@link outputsAndGradients} should be. */
export const expected = ({ outputs, gradients }: Case): number[][] => [
  ...outputs.map(({ values }) => values),
  ...Object.values(gradients),
];

/** The largest difference, relative to the largest number. */
export function relativeError(actual: ArrayLike<number>, wanted: readonly number[]): number {
  const scale = Math.max(1e-3, ...wanted.map(Math.abs));
  if (actual.length !== wanted.length) return Number.POSITIVE_INFINITY;
  return Math.max(0, ...wanted.map((value, i) => Math.abs((actual[i] as number) - value) / scale));
}
