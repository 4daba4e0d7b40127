import type { TensorSpec } from "../../graph/graph.ts";
import type { Lowering } from "./lowering.ts";
import type { LoweredTensor } from "./tensor.ts";

type Named<T> = Readonly<Record<string, T>>;

/** What the compiler knows of one TensorFlow.js kernel. */
export interface Kernel<A = Named<unknown>> {
  /** Shapes and dtypes of the outputs; an array where the kernel returns several tensors. */
  readonly infer: (inputs: Named<TensorSpec>, attrs: A) => TensorSpec | TensorSpec[];
  /** The ONNX ops that compute it. */
  readonly lower: (
    lowering: Lowering,
    inputs: Named<LoweredTensor>,
    attrs: A,
  ) => LoweredTensor | LoweredTensor[];
}

/** A kernel whose attributes have the TensorFlow.js type `A`. */
export const kernel = <A>(definition: Kernel<A>): Kernel => definition as unknown as Kernel;

/** The spec of a float32 tensor. */
export const float32 = (shape: readonly number[]): TensorSpec => ({ shape, dtype: "float32" });

/** The input `name`, which TensorFlow.js always passes. */
export function required<T>(inputs: Named<T>, name: string): T {
  const value = inputs[name];
  if (value === undefined) throw new Error(`Expected kernel input \`${name}\`, found none`);
  return value;
}
