import type { LayersModel } from "@tensorflow/tfjs-layers";

/**
 * Refuses a model in which two weights have the same name, which can happen with models inside the model: checkpoints
 * keep weights by name and would lose one.
 *
 * @throws {Error} naming them.
 */
export function requireOwnNames({ name, weights }: LayersModel): void {
  const names = weights.map(({ originalName }) => originalName);
  const twice = names.find((weight, i) => names.indexOf(weight) < i);
  if (twice === undefined) return;
  throw new Error(
    `Expected the weights of model ${name} to have different names, got "${twice}" twice; ` +
      "rename one of the layers",
  );
}
