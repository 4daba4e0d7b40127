import type { LayersModel } from "@tensorflow/tfjs-layers";
import { freezeBackbone } from "./freeze.ts";
import type { ResolvedNetworkOptions } from "./network-options.ts";
import { seedWeights } from "./seed-weights.ts";

/** Does to a freshly built network what the options `seed` and `freeze` ask for. */
export function finishNetwork(
  network: LayersModel,
  { seed, freeze }: Pick<ResolvedNetworkOptions, "seed" | "freeze">,
): LayersModel {
  const seeded = seed === undefined ? network : seedWeights(network, seed);
  return freeze === "none" ? seeded : freezeBackbone(seeded, freeze);
}
