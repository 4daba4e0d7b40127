import { buildPspnet } from "@faceseg/pspnet";
import { buildSegnet } from "@faceseg/segnet";
import { buildUnet } from "@faceseg/unet";
import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { chooseEngine } from "../src/engines/choose.ts";
import type { TrainingEngine } from "../src/engines/engine.ts";
import { TfjsEngine } from "../src/engines/tfjs-engine.ts";
import { crossEntropyLoss } from "../src/losses/pixelwise/cross-entropy-loss.ts";
import { sgd } from "../src/optimizers/sgd.ts";
import { trainingPlan } from "../src/step/training-plan.ts";
import { picture } from "./networks.ts";

const [height, width] = [32, 64];
const options = {
  inputShape: [height, width, 3] as const,
  numClasses: 4,
  seed: 3,
  alpha: 0.35,
  width: 1 / 16,
};

const batch = {
  images: picture(2 * height * width * 3),
  labels: Uint8Array.from({ length: 2 * height * width }, (_, i) =>
    i % 11 === 0 ? 255 : Math.floor((i % width) / 16),
  ),
  ids: ["first", "second"],
  width,
  height,
};

const variants: Readonly<Record<string, () => LayersModel>> = {
  unet: () => buildUnet(options),
  "unet with a stem and bilinear upsampling": () =>
    buildUnet({ ...options, upsampling: "bilinear", finest: "stem" }),
  pspnet: () => buildPspnet(options),
  // On the statistics of two small pictures its gradients are huge where it is so narrow: rounding shows.
  "segnet on frozen statistics": () => buildSegnet({ ...options, freeze: "encoder-batch-normalization" }),
  "segnet on VGG16": () => buildSegnet({ ...options, encoder: "vgg16", alpha: 1 / 16 }),
  "unet with a frozen encoder": () => buildUnet({ ...options, freeze: "encoder" }),
};

beforeAll(async () => {
  console.warn = () => {}; // TensorFlow.js's advice to install another backend
  tf.env().set("IS_TEST", false); // its leak check forbids to move tensors between backends
  await import("@tensorflow/tfjs-backend-wasm");
  await tf.setBackend("wasm"); // the fastest in JavaScript
  await tf.setBackend("cpu");
});

test.each(Object.keys(variants))(
  "an evaluation and two training steps of %s have the same losses compiled as in eager TensorFlow.js",
  async (name) => {
    const plan = trainingPlan((variants[name] as () => LayersModel)(), crossEntropyLoss(), sgd());
    const { train } = await chooseEngine({ engine: "onnxruntime" });
    const losses = async (engine: TrainingEngine) => {
      const found = [(await engine.evaluate(batch)).loss];
      for (const step of [1, 2]) found.push((await engine.step(batch, 0.01, step)).loss);
      await engine.dispose();
      return found;
    };
    const compiled = await losses(train(plan));
    const eager = await losses(new TfjsEngine(plan, "tfjs", "wasm"));
    for (const [i, loss] of (eager as number[]).entries())
      expect(Math.abs((compiled?.[i] as number) - loss)).toBeLessThan(1e-3);
    expect(new Set(eager).size).toBe(3);
    plan.model.dispose();
  },
  60_000,
);

test("the loss of a training step has the auxiliary head's with its weight, the loss of an evaluation has not", async () => {
  const { train } = await chooseEngine({ engine: "onnxruntime" });
  const losses = async (auxiliaryWeight: number) => {
    const model = buildPspnet({ ...options, auxiliaryWeight });
    const engine = train(trainingPlan(model, crossEntropyLoss(), sgd()));
    const evaluated = (await engine.evaluate(batch)).loss;
    const trained = (await engine.step(batch, 0, 1)).loss;
    await engine.dispose();
    model.dispose();
    return { evaluated, trained };
  };
  const [light, middle, heavy] = [await losses(1e-9), await losses(0.5), await losses(1)];
  expect(heavy.trained - light.trained).toBeCloseTo(2 * (middle.trained - light.trained), 4);
  expect(middle.trained - light.trained).toBeGreaterThan(0.3); // half of about log 4
  expect(heavy.evaluated).toBe(light.evaluated);
});
