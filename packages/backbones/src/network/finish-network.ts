import type { LayersModel } from "@tensorflow/tfjs-layers";
import { freezeEncoder } from "./freeze-encoder.ts";
import type { ResolvedNetworkOptions } from "./network-options.ts";
import { seedWeights } from "./seed-weights.ts";

/**
 * Applies the options `seed` and `freeze` to a freshly built network.
 *
 * @returns The same network.
 */
export function finishNetwork(
  network: LayersModel,
  { seed, freeze }: Pick<ResolvedNetworkOptions, "seed" | "freeze">,
): LayersModel {
  const seeded = seed === undefined ? network : seedWeights(network, seed);
  return freeze === "none" ? seeded : freezeEncoder(seeded, freeze);
}
