import type * as tf from "@tensorflow/tfjs-core";
import type { DataType, Spec } from "./graph.ts";
import { lower } from "./lower/lower.ts";
import type { Packing } from "./lower/lowering.ts";
import type { OnnxType } from "./onnx/model.ts";
import { foldBatchNorm } from "./passes/fold-batch-norm.ts";
import { splitDoubled } from "./passes/split-doubled.ts";
import { probeChannelBlock } from "./session/channel-block.ts";
import type { Ports } from "./session/ports.ts";
import { Session, type SessionOptions } from "./session/session.ts";
import { TraceError } from "./trace/error.ts";
import { type TensorFunction, trace } from "./trace/trace.ts";

/** Shape and dtype of an input; "uint8" is fed as bytes and seen by the function as int32. */
export interface InputSpec {
  readonly shape: readonly number[];
  /** @default "float32" */
  readonly dtype?: DataType | "uint8";
}

/** Options of `compile`. */
export interface CompileOptions extends SessionOptions {
  /**
   * Channels per block of ONNX Runtime's internal x86 convolutions: `"auto"` asks the machine, 0 keeps to standard
   * ONNX operators.
   * @default "auto"
   */
  readonly channelBlock?: "auto" | number;
  /** Element order of packed vectors, from another compiled function that shares them. */
  readonly packing?: Packing;
}

/** A compiled function: {@link Session.run} computes it. */
export interface CompiledFunction {
  readonly session: Session;
  /** The graph as an ONNX file. */
  readonly onnx: Uint8Array;
  /** Element order of packed vectors, for `packArrays` and `unpackArrays`. */
  readonly packing: Packing;
}

/**
 * Traces a pure TensorFlow.js function once, gradients included, and compiles it for ONNX Runtime.
 *
 * The function must depend on its inputs alone: shapes are fixed, and JavaScript numbers and random tensors that it
 * makes are frozen into the graph.
 *
 * @param fn Takes and returns named tensors.
 * @param example For each input a tensor or its shape and dtype.
 * @throws {TraceError} where `fn` reads values or uses a kernel that cannot be compiled.
 * @example
 * const compiled = await compile(({ a, b }) => ({ sum: tf.add(a, b) }), { a: { shape: [2] }, b: { shape: [2] } });
 * await compiled.session.run({ a: Float32Array.of(1, 2), b: Float32Array.of(3, 4) });
 * //=> { sum: Float32Array [4, 6] }
 */
export async function compile(
  fn: TensorFunction,
  example: Readonly<Record<string, InputSpec | tf.Tensor>>,
  { channelBlock = "auto", packing, ...options }: CompileOptions = {},
): Promise<CompiledFunction> {
  const specs: Record<string, Spec> = {};
  const types: Record<string, OnnxType> = {};
  for (const [name, { shape, dtype = "float32" }] of Object.entries(example)) {
    types[name] = dtype as OnnxType;
    specs[name] = { shape: [...shape], dtype: (dtype === "uint8" ? "int32" : dtype) as DataType };
  }
  const graph = foldBatchNorm(trace(fn, specs)); // weights that are constants: inference
  const clash = Object.keys(graph.outputs).find((name) => name in graph.inputs);
  if (clash !== undefined)
    throw new TraceError(`Expected outputs to have names of their own, but "${clash}" is also an input.`);
  const block = channelBlock === "auto" ? await probeChannelBlock(options.runtime) : channelBlock;
  const lowered = lower(splitDoubled(graph, block), types, {
    channelBlock: block,
    ...(packing && { packing }),
  });
  const session = await Session.create(
    lowered.onnx,
    ports(graph.inputs, types),
    ports(graph.outputs, {}),
    options,
  );
  return { session, ...lowered };
}

const ports = (specs: Readonly<Record<string, Spec>>, types: Readonly<Record<string, OnnxType>>): Ports =>
  Object.fromEntries(
    Object.entries(specs).map(([name, { shape, dtype }]) => [name, { shape, dtype: types[name] ?? dtype }]),
  );
