import type { Batches } from "@faceseg/image";
import {
  initializers,
  input,
  type LayersModel,
  layers,
  model as makeModel,
  type SymbolicTensor,
  sequential,
} from "@tensorflow/tfjs-layers";
import { earlyStopping, fit, sgd } from "../src/index.ts";
import { stripes } from "./tiny.ts";

type Layer = LayersModel["layers"][number];

const train: Batches = {
  length: 3,
  batchSize: 1,
  size: { width: 16, height: 16 },
  async *epoch() {
    for (let i = 0; i < 3; i++) yield stripes(i);
  },
};

const inputShape = [16, 16, 3];
const apply = (layer: Layer, x: SymbolicTensor) => layer.apply(x) as SymbolicTensor;
const conv = (name: string, filters: number) =>
  layers.conv2d({
    name,
    filters,
    kernelSize: 1,
    kernelInitializer: initializers.heNormal({ seed: filters }),
  });
const norm = () => layers.batchNormalization({ name: "norm", momentum: 0.5 });

/** What acts otherwise in training: normalisation and dropout. */
const bodyLayers = () => [
  conv("conv", 6),
  norm(),
  layers.reLU({ name: "relu", maxValue: 6 }),
  layers.dropout({ name: "dropout", rate: 0.3 }),
];

const body = {
  flat: (x: SymbolicTensor, trainable: boolean) =>
    bodyLayers().reduce((y, layer) => {
      layer.trainable = trainable;
      return apply(layer, y);
    }, x),
  model: (x: SymbolicTensor, trainable: boolean) => {
    const inner = input({ shape: inputShape });
    const nested = makeModel({
      inputs: inner,
      outputs: bodyLayers().reduce((y, layer) => apply(layer, y), inner),
    });
    nested.trainable = trainable;
    return apply(nested, x);
  },
  sequential: (x: SymbolicTensor, trainable: boolean) => {
    const nested = sequential({ layers: [layers.inputLayer({ inputShape }), ...bodyLayers()] });
    const y = apply(nested, x);
    nested.trainable = trainable;
    return y;
  },
};

function network(form: keyof typeof body, trainable: boolean): LayersModel {
  const image = input({ shape: inputShape });
  return makeModel({ inputs: image, outputs: apply(conv("logits", 4), body[form](image, trainable)) });
}

/** The weights by name: their order differs where some are frozen. */
const weightsOf = (net: LayersModel) =>
  Object.fromEntries(net.weights.map((w) => [w.originalName, Array.from(w.read().dataSync())]));

const options = { train, epochs: 1, optimizer: sgd({ learningRate: 0.1 }) };

test("fit(model, { store }) and earlyStopping refuse weights of one name, of which one would be lost", async () => {
  const inner = sequential({ layers: [layers.inputLayer({ inputShape }), conv("logits", 3)] });
  const image = input({ shape: inputShape });
  const net = makeModel({ inputs: image, outputs: apply(conv("logits", 4), apply(inner, image)) });
  const store = { save: async () => {}, load: async () => undefined };
  const message = /different names, got "logits\/kernel" twice; rename one/;
  await expect(fit(net, { ...options, store })).rejects.toThrow(message);
  const keeping = earlyStopping({ monitor: "loss", restoreBestWeights: true });
  await expect(fit(net, { ...options, callbacks: [keeping] })).rejects.toThrow(message);
  const { epochs } = await fit(net, options);
  expect(epochs[0]?.["loss"]).toBeGreaterThan(0);
});

for (const engine of ["onnxruntime", "tfjs"] as const) {
  test.each([
    ["model", true],
    ["sequential", true],
    ["model", false],
    ["sequential", false],
  ] as const)(
    `fit(model) on ${engine} trains the layers of a %s in the model, trainable: %s, as if they were the model's own`,
    async (form, trainable) => {
      const [flat, nested] = [network("flat", trainable), network(form, trainable)];
      const before = weightsOf(nested);
      expect(before).toEqual(weightsOf(flat));
      await fit(flat, { ...options, engine });
      await fit(nested, { ...options, engine });
      const after = weightsOf(nested);
      const close = (values: number[]) => values.map((value) => expect.closeTo(value, 5));
      for (const [name, values] of Object.entries(weightsOf(flat)))
        expect(after[name]).toEqual(close(values));
      const changed = Object.keys(after).filter((name) => String(after[name]) !== String(before[name]));
      expect(changed.includes("norm/moving_mean")).toBe(trainable);
      expect(changed.includes("logits/kernel")).toBe(true);
    },
  );

  test(`fit(model) on ${engine} moves the statistics of a shared batch normalisation at each of its calls`, async () => {
    const image = input({ shape: inputShape });
    const shared = norm();
    const twice = apply(shared, apply(shared, image));
    const net = makeModel({ inputs: image, outputs: apply(conv("logits", 4), twice) });
    const one = {
      ...train,
      length: 1,
      epoch: async function* () {
        yield stripes(0);
      },
    };
    const optimizer = sgd({ learningRate: 0 });
    await fit(net, { ...options, train: one, optimizer, engine, statistics: "momentum" });
    const { images } = stripes(0);
    const pixels = images.length / 3;
    const mean = [0, 1, 2].map(
      (c) => images.reduce((sum, x, i) => (i % 3 === c ? sum + x : sum), 0) / pixels,
    );
    // From 0 halfway to the picture's mean, then halfway to 0, the mean of what the first call gave.
    const found = weightsOf(net)["norm/moving_mean"] as number[];
    for (const [c, value] of mean.entries()) expect(found[c]).toBeCloseTo(value / 4, 5);
  });
}
