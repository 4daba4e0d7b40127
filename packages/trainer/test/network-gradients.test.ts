import type { LayersModel } from "@tensorflow/tfjs-layers";
import { crossEntropyLoss } from "../src/losses/pixelwise/cross-entropy-loss.ts";
import { adam } from "../src/optimizers/adam.ts";
import { trainingPlan } from "../src/step/training-plan.ts";
import { compiledGradients, difference, eagerGradients, largest } from "./gradients.ts";
import { networks, picture } from "./networks.ts";

const [height, width] = [32, 64];

/** One picture (TensorFlow.js's nearest-neighbour gradient is wrong for more), a tenth of its pixels ignored. */
const batch = {
  images: picture(height * width * 3),
  labels: Uint8Array.from({ length: height * width }, (_, i) =>
    i % 10 === 0 ? 255 : Math.floor(i / 37) % 5,
  ),
  ids: ["noise"],
  width,
  height,
};

/**
 * The network with a large epsilon in batch normalisation: at one or two pixels a channel the real one amplifies
 * rounding until two correct engines disagree.
 */
function calmNetwork(name: string): LayersModel {
  const model = (networks[name] as () => LayersModel)();
  for (const layer of model.layers)
    if (layer.getClassName() === "BatchNormalization") Object.assign(layer, { epsilon: 0.05 });
  return model;
}

test.each(Object.keys(networks))(
  "a training step of %s has eager TensorFlow.js's loss, gradients and moving averages",
  async (name) => {
    const plan = trainingPlan(calmNetwork(name), crossEntropyLoss(), adam());
    const eager = eagerGradients(plan, batch, 1);
    const [compiled = {}] = await compiledGradients(plan, batch, [1]);
    const sizes = Object.values(eager).map(largest);
    const peak = Math.max(...sizes);
    // Biases before batch normalisation have mathematically zero gradients: rounding noise, which peak allows for.
    const wrong = Object.entries(eager).filter(
      ([key, expected]) => !(difference(compiled[key], expected) < 2e-4 * largest(expected) + 3e-7 * peak),
    );
    expect(wrong.map(([key]) => key)).toEqual([]);
    expect(sizes.filter((size) => size > 1e-5 * peak).length / sizes.length).toBeGreaterThan(0.6);
  },
  60_000,
);
