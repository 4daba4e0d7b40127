import { createPredictor, type EngineOptions } from "@faceseg/engine";
import type { Batch } from "@faceseg/image";
import * as tf from "@tensorflow/tfjs-core";
import { chooseEngine } from "../src/engines/choose.ts";
import type { TrainingEngine } from "../src/engines/engine.ts";
import { TfjsEngine } from "../src/engines/tfjs-engine.ts";
import { crossEntropyLoss } from "../src/losses/pixelwise/cross-entropy-loss.ts";
import { adam } from "../src/optimizers/adam.ts";
import type { StepResult } from "../src/step/step-result.ts";
import { trainingPlan } from "../src/step/training-plan.ts";
import type { TrainingState } from "../src/step/training-state.ts";
import { stripes, tinyNetwork } from "./tiny.ts";

/** Two pictures: some gradients of TensorFlow.js are wrong for all but the first. */
function pair(seed: number): Batch {
  const [a, b] = [stripes(seed), stripes(seed + 3)];
  return {
    ...a,
    images: Float32Array.of(...a.images, ...b.images),
    labels: Uint8Array.of(...a.labels, ...b.labels),
    ids: [...a.ids, ...b.ids],
  };
}

const learningRate = 1e-2;

/** Losses of five steps and of an evaluation, and the class ids that it predicts. */
async function train(engine: TrainingEngine): Promise<{ losses: number[]; last: StepResult }> {
  const losses: number[] = [];
  for (let step = 1; step <= 5; step++) losses.push((await engine.step(pair(step), learningRate, step)).loss);
  const last = await engine.evaluate(pair(9));
  return { losses: [...losses, last.loss], last };
}

const plan = trainingPlan(tinyNetwork(), crossEntropyLoss(), adam());
const reference = await train(new TfjsEngine(plan, "reference", "cpu"));
// TensorFlow.js's own leak check in tests takes each of the wasm backend's clones for a leak.
tf.env().set("IS_TEST", false);

interface Candidate {
  readonly title: string;
  readonly options: EngineOptions;
  /** TensorFlow.js's active backend meanwhile. */
  readonly backend?: string;
}

const candidates: readonly Candidate[] = [
  { title: "onnxruntime", options: { engine: "onnxruntime" } },
  { title: "onnxruntime-web", options: { engine: "onnxruntime-web", threads: 2 } },
  { title: "tensorflow", options: { engine: "tensorflow" } },
  { title: "webgpu", options: { engine: "webgpu" } },
  { title: "tfjs on cpu", options: { engine: "tfjs" } },
  { title: "tfjs on wasm", options: { engine: "tfjs" }, backend: "wasm" },
];

/** The engine of a candidate, or why it is absent. */
async function load({ title, options, backend = "cpu" }: Candidate) {
  try {
    if (backend === "wasm") await import("@tensorflow/tfjs-backend-wasm");
    await tf.setBackend(backend);
    return { title, options, backend, ...(await chooseEngine(options)) };
  } catch (error) {
    return { title, absent: (error as Error).message };
  } finally {
    await tf.setBackend("cpu");
  }
}

const loaded: Awaited<ReturnType<typeof load>>[] = [];
for (const candidate of candidates) loaded.push(await load(candidate));

for (const engine of loaded) {
  if ("absent" in engine) {
    test.skip(`engine ${engine.title}: absent. ${engine.absent}`, () => {});
    continue;
  }
  const { title, options, backend, chosen, train: create } = engine;

  describe(`engine ${title} (${chosen.reason})`, () => {
    test("five steps and an evaluation agree with the reference to 1e-4", async () => {
      const engine = create(plan);
      const { losses, last } = await train(engine);
      await engine.dispose();
      for (const [i, loss] of reference.losses.entries())
        expect(Math.abs((losses[i] as number) / loss - 1)).toBeLessThan(1e-4);
      const { predictions } = reference.last;
      const same = last.predictions.filter((id, i) => id === predictions[i]).length;
      expect(same / predictions.length).toBeGreaterThan(0.99);
    });

    test("setState(getState()) of another engine goes on as that one", async () => {
      const [first, second] = [create(plan), create(plan)];
      await first.step(pair(1), learningRate, 1);
      const state = await first.getState();
      await second.setState(structuredClone(state) as TrainingState);
      expect(await second.getState()).toEqual(state);
      const expected = await first.step(pair(2), learningRate, 2);
      const { loss } = await second.step(pair(2), learningRate, 2);
      expect(Math.abs(loss / expected.loss - 1)).toBeLessThan(1e-6);
      await first.dispose();
      await second.dispose();
    });

    test("steps and evaluations leak no tensors, dispose() frees all", async () => {
      const before = tf.memory().numTensors;
      const engine = create(plan);
      await engine.step(pair(1), learningRate, 1);
      const during = tf.memory().numTensors;
      await engine.step(pair(2), learningRate, 2);
      await engine.evaluate(pair(3));
      await engine.getState();
      expect(tf.memory().numTensors).toBe(during);
      await engine.dispose();
      expect(tf.memory().numTensors).toBe(before);
    });

    test("createPredictor(model) predicts as the evaluation, and keeps the weights of its moment", async () => {
      const before = tf.memory().numTensors;
      const engine = create(plan);
      const batch = pair(4);
      const expected = (await engine.evaluate(batch)).predictions;
      await tf.setBackend(backend);
      const predictor = await createPredictor(plan.model, { ...options, batchSize: 2, probabilities: true });
      await tf.setBackend("cpu");
      expect(predictor.engine).toEqual(chosen);
      expect(Array.from(await predictor.predict(batch.images))).toEqual(Array.from(expected));
      const weights = plan.model.getWeights().map((weight) => tf.clone(weight));
      const zeros = weights.map((weight) => tf.zerosLike(weight));
      plan.model.setWeights(zeros);
      expect(Array.from(await predictor.predict(batch.images))).toEqual(Array.from(expected));
      const probabilities = tf.tensor((await predictor.probabilities(batch.images)).data, [2, 16, 16, 4]);
      expect(Array.from(tf.tidy(() => tf.argMax(probabilities, 3).dataSync()))).toEqual(Array.from(expected));
      for (const sum of tf.tidy(() => tf.sum(probabilities, 3).dataSync())) expect(sum).toBeCloseTo(1, 5);
      plan.model.setWeights(weights);
      tf.dispose([weights, zeros]);
      tf.dispose(probabilities);
      await predictor.dispose();
      await engine.dispose();
      expect(tf.memory().numTensors).toBe(before);
      expect(tf.getBackend()).toBe("cpu");
    });
  });
}
