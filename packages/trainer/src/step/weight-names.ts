import type { LayersModel } from "@tensorflow/tfjs-layers";

/**
 * Refuses a model of which two weights have one name, as weights in two models in the model may: of those kept by name one
 * would be lost.
 *
 * @throws {Error} naming them.
 */
export function requireOwnNames({ name, weights }: LayersModel): void {
  const names = weights.map(({ originalName }) => originalName);
  const twice = names.find((weight, i) => names.indexOf(weight) < i);
  if (twice === undefined) return;
  throw new Error(
    `Expected the weights of model ${name} to have names of their own, to be kept by them, got "${twice}" twice; ` +
      "rename one of the layers.",
  );
}
