import type { Batches } from "@faceseg/image";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { RunState, RunStore } from "../src/checkpoint/run-store.ts";
import { fit, gradualUnfreezing } from "../src/index.ts";
import { stripes, tinyNetwork } from "./tiny.ts";

const train: Batches = {
  length: 3,
  batchSize: 1,
  size: { width: 16, height: 16 },
  async *epoch(epoch, start = 0) {
    for (let i = start; i < 3; i++) yield stripes((epoch * 3 + i) % 8);
  },
};

/** The network with all but its last layers frozen. */
function frozen(): LayersModel {
  const model = tinyNetwork();
  for (const layer of model.layers) layer.trainable = layer.name === "logits";
  return model;
}

const valuesOf = (model: LayersModel) =>
  Object.fromEntries(model.weights.map((w) => [w.originalName, Array.from(w.read().dataSync())]));

/** Names of the layers whose weights differ. */
const changed = (model: LayersModel, before: Record<string, number[]>) => {
  const after = valuesOf(model);
  const names = Object.keys(after).filter((name) => String(after[name]) !== String(before[name]));
  return [...new Set(names.map((name) => name.split("/")[0]))].sort();
};

const unfreezing = () => gradualUnfreezing([{ epoch: 1, layers: /^up$/ }]);

test("gradualUnfreezing(stages) trains layers from their epoch on, and leaves the others alone", async () => {
  const model = frozen();
  const before = valuesOf(model);
  const seen: (readonly (string | undefined)[])[] = [];
  const watch = {
    name: "watch",
    onEpochEnd: async (_: number, __: object, run: { syncWeights(): Promise<void> }) => {
      await run.syncWeights();
      seen.push(changed(model, before));
    },
  };
  await fit(model, { train, epochs: 2, callbacks: [unfreezing(), watch] });
  expect(seen).toEqual([["logits"], ["logits", "up"]]);
});

test("a run with gradualUnfreezing(stages) that was stopped goes on as if it had not been, to the bit", async () => {
  const states: RunState[] = [];
  const store: RunStore = {
    save: async (state) => void states.push(structuredClone(state)),
    load: async () => states.at(-1),
  };
  const whole = frozen();
  await fit(whole, { train, epochs: 4, callbacks: [unfreezing()] });
  await fit(frozen(), { train, epochs: 3, callbacks: [unfreezing()], store });
  const resumed = frozen();
  await fit(resumed, { train, epochs: 4, callbacks: [unfreezing()], store, resume: true });
  expect(valuesOf(resumed)).toEqual(valuesOf(whole));
});

test.each([-1, 1.5])("gradualUnfreezing([{ epoch: %d }]) throws", (epoch) => {
  expect(() => gradualUnfreezing([{ epoch, layers: /./ }])).toThrow(
    /`stages\[0\]\.epoch` to be a whole number of at least 0, got .*; the nearest is/,
  );
});
