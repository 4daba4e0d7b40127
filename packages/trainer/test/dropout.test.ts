import { initializers, input, layers, model, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import { crossEntropyLoss } from "../src/losses/pixelwise/cross-entropy-loss.ts";
import { adam } from "../src/optimizers/adam.ts";
import { trainingPlan } from "../src/step/training-plan.ts";
import { compiledGradients, difference, eagerGradients, largest } from "./gradients.ts";
import { stripes } from "./tiny.ts";

/** A network with dropout of single numbers and of whole channels. */
function plan() {
  const image = input({ shape: [16, 16, 3] });
  const apply = (layer: { apply: unknown }, x: SymbolicTensor) =>
    (layer as { apply: (x: SymbolicTensor) => SymbolicTensor }).apply(x);
  const conv = (name: string, filters: number) =>
    layers.conv2d({
      name,
      filters,
      kernelSize: 3,
      padding: "same",
      kernelInitializer: initializers.heNormal({ seed: filters }),
    });
  const hidden = apply(layers.dropout({ rate: 0.3 }), apply(conv("hidden", 8), image));
  const channels = apply(layers.dropout({ rate: 0.5, noiseShape: [1, 1, 1, 8] }), hidden);
  const net = model({ inputs: image, outputs: apply(conv("logits", 4), channels) });
  return trainingPlan(net, crossEntropyLoss(), adam());
}

test("training with Dropout layers draws masks for each step, the same eager and compiled", async () => {
  const batch = stripes(0);
  const compiled = await compiledGradients(plan(), batch, [1, 2, 1]);
  for (const [i, step] of [1, 2].entries()) {
    const eager = eagerGradients(plan(), batch, step);
    for (const [name, expected] of Object.entries(eager))
      expect(difference(compiled[i]?.[name], expected)).toBeLessThan(1e-5 * largest(expected));
  }
  expect(compiled[2]).toEqual(compiled[0]); // the same step, the same masks
  expect(compiled[1]?.["g0"]).not.toEqual(compiled[0]?.["g0"]);
});
