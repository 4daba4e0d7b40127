import type { Tensor } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";

/**
 * Runs `fn` while a model's variables read as the given tensors, and puts everything back.
 *
 * @internal
 */
export function withWeights<T>(
  variables: readonly LayersModel["weights"][number][],
  tensors: readonly Tensor[],
  fn: () => T,
): T {
  for (const [i, variable] of variables.entries()) {
    Object.defineProperty(variable, "read", { value: () => tensors[i], configurable: true });
  }
  try {
    return fn();
  } finally {
    for (const variable of variables) Reflect.deleteProperty(variable, "read");
  }
}
