import type { Spec } from "../graph.ts";
import type { Lowering } from "../lower/lowering.ts";
import type { LoweredTensor } from "../lower/tensor.ts";

type Named<T> = Readonly<Record<string, T>>;

/** What the compiler knows of one TensorFlow.js kernel. */
export interface Kernel<A = Named<unknown>> {
  /** Shapes and dtypes of the outputs; an array where the kernel returns several tensors. */
  readonly infer: (inputs: Named<Spec>, attrs: A) => Spec | Spec[];
  /** The ONNX ops that compute it. */
  readonly lower: (
    lowering: Lowering,
    inputs: Named<LoweredTensor>,
    attrs: A,
  ) => LoweredTensor | LoweredTensor[];
}

/** A kernel whose attributes have the TensorFlow.js type `A`. */
export const kernel = <A>(definition: Kernel<A>): Kernel => definition as unknown as Kernel;

/** The input `name`, which TensorFlow.js always passes. */
export function required<T>(inputs: Named<T>, name: string): T {
  const value = inputs[name];
  if (value === undefined) throw new Error(`Kernel input ${name} is missing.`);
  return value;
}
