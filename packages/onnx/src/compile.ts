import { checkOptions } from "@faceseg/core";
import type * as tf from "@tensorflow/tfjs-core";
import { TraceError } from "./errors/trace-error.ts";
import type { DataType, Graph, TensorSpec } from "./graph/graph.ts";
import { kernels } from "./kernels/kernels.ts";
import { lower } from "./lower/lower.ts";
import type { Packing } from "./lower/lowering/lowering.ts";
import type { OnnxType } from "./onnx/model.ts";
import { type OnPass, runPasses } from "./passes/passes.ts";
import { probeChannelBlock } from "./session/channel-block.ts";
import type { Ports } from "./session/ports.ts";
import { Session, type SessionOptions } from "./session/session.ts";
import { type TensorFunction, trace } from "./trace/trace.ts";

/** Shape and dtype of an input. */
export interface InputSpec {
  /** Sizes of its dimensions. */
  readonly shape: readonly number[];
  /** Type of its elements; "uint8" is fed as bytes and seen by the function as int32. @default "float32" */
  readonly dtype?: DataType | "uint8";
}

/** Options of {@link compile}. */
export interface CompileOptions extends SessionOptions {
  /** For each input of the function its shape and dtype, or a tensor that has them. */
  readonly inputs: Readonly<Record<string, InputSpec | tf.Tensor>>;
  /**
   * Channels per block of ONNX Runtime's internal x86 convolutions: `"auto"` asks the machine, 0 keeps to standard
   * ONNX operators.
   * @default "auto"
   */
  readonly channelBlock?: "auto" | number;
  /**
   * Called with the name of each pass and the graph after it, first with "trace" and the graph before all passes.
   * Print it with {@link formatGraph}.
   * @default nothing is called
   */
  readonly onPass?: OnPass;
  /**
   * Element order of packed vectors, from another compiled function that shares them.
   * @default the order that suits this function
   * @internal
   */
  readonly packing?: Packing;
}

/** A compiled function: {@link Session.run} computes it. */
export interface CompiledFunction {
  /** The graph, loaded into ONNX Runtime. */
  readonly session: Session;
  /** The graph as an ONNX file. */
  readonly onnx: Uint8Array;
  /**
   * Element order of packed vectors, for `packArrays` and `unpackArrays`.
   * @internal
   */
  readonly packing: Packing;
}

const knownOptions = [
  ...["inputs", "channelBlock", "onPass", "packing"],
  ...["runtime", "threads", "executionProviders", "optimization"],
];

/**
 * Traces a pure TensorFlow.js function once, gradients included, and compiles it for ONNX Runtime.
 *
 * The function must depend on its inputs alone: shapes are fixed, and JavaScript numbers and random tensors that it
 * makes are frozen into the graph.
 *
 * @param fn Takes and returns named tensors.
 * @throws {TraceError} where `fn` reads values or uses a kernel that cannot be compiled.
 * @throws {PackageMissingError} where no ONNX Runtime is installed.
 * @throws {RangeError} for an option that does not exist.
 * @example
 * const fn = ({ a, b }) => ({ sum: tf.add(a, b) });
 * const { session } = await compile(fn, { inputs: { a: { shape: [2] }, b: { shape: [2] } } });
 * await session.run({ a: Float32Array.of(1, 2), b: Float32Array.of(3, 4) });
 * //=> { sum: Float32Array [4, 6] }
 */
export async function compile(fn: TensorFunction, options: CompileOptions): Promise<CompiledFunction> {
  checkOptions("compile", options, knownOptions);
  const { inputs, channelBlock = "auto", onPass, packing, ...sessionOptions } = options;
  const { specs, types } = readInputs(inputs);
  const traced = trace(fn, specs);
  checkNames(traced);
  const block = channelBlock === "auto" ? await probeChannelBlock(options.runtime) : channelBlock;
  const graph = runPasses(traced, block, onPass);
  const lowered = lower(graph, {
    kernels,
    inputTypes: types,
    channelBlock: block,
    ...(packing && { packing }),
  });
  const [given, made] = [ports(graph.inputs, types), ports(graph.outputs, {})];
  return { session: await Session.create(lowered.onnx, given, made, sessionOptions), ...lowered };
}

/** The inputs as the function sees them, and the types in which they are fed. */
function readInputs(inputs: CompileOptions["inputs"]) {
  const specs: Record<string, TensorSpec> = {};
  const types: Record<string, OnnxType> = {};
  for (const [name, { shape, dtype = "float32" }] of Object.entries(inputs)) {
    types[name] = dtype as OnnxType;
    specs[name] = { shape: [...shape], dtype: (dtype === "uint8" ? "int32" : dtype) as DataType };
  }
  return { specs, types };
}

function checkNames({ inputs, outputs }: Graph): void {
  const clash = Object.keys(outputs).find((name) => name in inputs);
  if (clash === undefined) return;
  throw new TraceError(`Expected outputs to have names of their own, got "${clash}", which is also an input`);
}

const ports = (
  specs: Readonly<Record<string, TensorSpec>>,
  types: Readonly<Record<string, OnnxType>>,
): Ports =>
  Object.fromEntries(
    Object.entries(specs).map(([name, { shape, dtype }]) => [name, { shape, dtype: types[name] ?? dtype }]),
  );
