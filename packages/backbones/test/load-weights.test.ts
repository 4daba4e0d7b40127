import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { DownloadError } from "@faceseg/core";
import { KerasFileError } from "@faceseg/model-files";
import * as tf from "@tensorflow/tfjs-core";
import { input, type LayersModel, layers, model, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import { loadWeights, mobileNetV2, WeightsError } from "../src/index.ts";
import { matchWeights } from "../src/weights/match-weights.ts";

const golden = (name: string) => new Uint8Array(readFileSync(new URL(`golden/${name}`, import.meta.url)));
const output = JSON.parse(readFileSync(new URL("golden/block-1-output.json", import.meta.url), "utf8")) as {
  index: number[];
  value: number[];
};
const sha256 = "0".repeat(64);

/** The beginning of MobileNetV2, and a layer of another network behind it. */
function build(alpha = 0.35): LayersModel {
  const encoder = mobileNetV2({ inputShape: [32, 32, 3], alpha, taps: ["block_1_expand_relu"] });
  const head = layers.conv2d({ name: "head", filters: 1, kernelSize: 1 });
  const tensor = encoder.features[0]?.tensor as SymbolicTensor;
  return model({ inputs: encoder.input, outputs: [tensor, head.apply(tensor) as SymbolicTensor] });
}

const valuesOf = (network: LayersModel) =>
  network.layers.map((layer) => layer.getWeights().map((w) => w.dataSync()));

function outputOf(network: LayersModel): number[] {
  return tf.tidy(() => {
    const image = Float32Array.from({ length: 32 * 32 * 3 }, (_, i) => (Math.sin(i) + 1) / 2);
    const [feature] = network.predict(tf.tensor(image, [1, 32, 32, 3])) as tf.Tensor[];
    const data = feature?.dataSync() ?? [];
    return output.index.map((i) => Number(data[i]));
  });
}

const expectKerasOutput = (network: LayersModel) => {
  for (const [i, value] of outputOf(network).entries()) expect(value).toBeCloseTo(Number(output.value[i]), 5);
};

const thrown = (promise: Promise<unknown>) => promise.then(() => undefined).catch((error: unknown) => error);

const names = [
  ["Conv1", "bn_Conv1"],
  [
    "expanded_conv_depthwise",
    "expanded_conv_depthwise_BN",
    "expanded_conv_project",
    "expanded_conv_project_BN",
  ],
  ["block_1_expand", "block_1_expand_BN"],
].flat();

test.each([
  ["Keras 3", "block-1-keras3.h5", []],
  ["the files that Keras publishes", "block-1-early-names.h5", ["Conv_1"]],
])(
  "loadWeights(model, bytes) takes the names of %s, and the model computes what Keras computes",
  async (_, file, unused) => {
    const network = build();
    expect(await loadWeights(network, golden(file))).toEqual({ loaded: names, unused });
    expectKerasOutput(network);
    network.dispose();
  },
);

test("loadWeights(model, bytes) takes an ArrayBuffer, and a second model with the same layers", async () => {
  const [first, second] = [build(), build()];
  await loadWeights(second, golden("block-1-keras3.h5").slice().buffer);
  expectKerasOutput(second);
  first.dispose();
  second.dispose();
});

test("loadWeights(model, bytes) does not change layers outside the encoder", async () => {
  const network = build();
  const before = network.getLayer("head").getWeights()[0]?.dataSync().slice();
  await loadWeights(network, golden("block-1-keras3.h5"));
  expect(network.getLayer("head").getWeights()[0]?.dataSync()).toEqual(before);
  network.dispose();
});

test("loadWeights(model, bytes) leaks no tensor, whether it loads or throws", async () => {
  const [fits, wide] = [build(), build(1)];
  const { numTensors } = tf.memory();
  await loadWeights(fits, golden("block-1-keras3.h5"));
  await thrown(loadWeights(wide, golden("block-1-keras3.h5")));
  await thrown(loadWeights(fits, golden("block-1-output.json")));
  expect(tf.memory().numTensors).toBe(numTensors);
  fits.dispose();
  wide.dispose();
});

test("loadWeights(model, bytes) of another alpha says so, lists all shapes and loads nothing", async () => {
  const network = build(1);
  const before = valuesOf(network).map((list) => list.map((values) => values.slice()));
  const error = (await thrown(loadWeights(network, golden("block-1-keras3.h5")))) as WeightsError;
  expect(error).toBeInstanceOf(WeightsError);
  expect(error.message).toMatch(
    "The weights in the bytes do not fit the model: the file looks like alpha 0.35 or 0.5, the model has alpha 1; nothing was loaded",
  );
  expect(error.message).toContain("Conv1/kernel is [3, 3, 3, 16], expected [3, 3, 3, 32]");
  expect(error.misshapen[0]).toEqual({ name: "Conv1/kernel", expected: [3, 3, 3, 32], found: [3, 3, 3, 16] });
  expect(error.misshapen.map(({ name }) => name)).toHaveLength(4 + 4 * 4);
  expect([error.missing, error.unexpected]).toEqual([[], []]);
  expect(valuesOf(network)).toEqual(before);
  network.dispose();
});

test("matchWeights(model, file, name) lists everything that is missing or too much", () => {
  const network = build();
  const file = new Map(
    network.layers
      .filter(({ weights }) => weights.length > 0)
      .map((layer) => [
        layer.name,
        layer.weights.map(({ originalName, shape }) => ({
          name: String(originalName.split("/").at(-1)),
          shape: shape as number[],
          data: new Float32Array(tf.util.sizeFromShape(shape as number[])),
        })),
      ]),
  );
  const match = matchWeights(network, file, "weights.h5");
  expect([match.loaded, match.unused, match.pairs.length]).toEqual([names, ["head"], 4 + 4 * 4]);

  file.delete("block_1_expand");
  file.get("bn_Conv1")?.pop();
  file.get("Conv1")?.push({ name: "bias", shape: [16], data: new Float32Array(16) });
  expect(() => matchWeights(network, file, "weights.h5")).toThrow(
    `The weights in weights.h5 do not fit the model; nothing was loaded
  missing in the file (2):
    bn_Conv1/moving_variance
    block_1_expand
  in the file but not in the model (1):
    Conv1/bias`,
  );
  network.dispose();
});

test("loadWeights(model, bytes) throws for a model without layers of MobileNetV2", async () => {
  const image = input({ shape: [32, 32, 3] });
  const network = model({
    inputs: image,
    outputs: layers.conv2d({ filters: 1, kernelSize: 1 }).apply(image) as SymbolicTensor,
  });
  await expect(loadWeights(network, golden("block-1-keras3.h5"))).rejects.toThrow(
    "Expected `model` to have layers of MobileNetV2 (Conv1, bn_Conv1, expanded_conv_depthwise, ...) or VGG16 (block1_conv1, ...), got none of them",
  );
  network.dispose();
});

describe("loadWeights(model, source)", () => {
  let network: LayersModel;
  let server: Server;
  let base: string;

  beforeAll(async () => {
    network = build();
    server = createServer(({ url }, response) => {
      if (url === "/weights.h5") response.end(golden("block-1-keras3.h5"));
      else if (url === "/page") response.end("<!DOCTYPE html>");
      else response.writeHead(404).end();
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    network.dispose();
    server.close();
  });

  test("fetches a URL", async () => {
    expect((await loadWeights(network, `${base}/weights.h5`)).loaded).toEqual(names);
    expect((await loadWeights(network, new URL(`${base}/weights.h5`))).loaded).toEqual(names);
  });

  test("names the URL and what is wrong with it", async () => {
    const missing = (await thrown(loadWeights(network, `${base}/none.h5`))) as DownloadError;
    expect(missing).toBeInstanceOf(DownloadError);
    expect([missing.url, missing.status]).toEqual([`${base}/none.h5`, 404]);
    const page = await thrown(loadWeights(network, `${base}/page`));
    expect(page).toBeInstanceOf(KerasFileError);
    expect(String(page)).toContain(`${base}/page: Expected a Keras .h5 file (HDF5), found 15 bytes`);
    const refused = await thrown(loadWeights(network, "http://127.0.0.1:1/weights.h5"));
    expect(refused).toBeInstanceOf(DownloadError);
  });

  test("stops when the signal says so", async () => {
    const error = await thrown(loadWeights(network, `${base}/weights.h5`, { signal: AbortSignal.abort() }));
    expect((error as Error).name).toBe("AbortError");
  });

  test("compares the SHA-256", async () => {
    await expect(loadWeights(network, golden("block-1-keras3.h5"), { sha256 })).rejects.toThrow(
      /^Expected the bytes to have the SHA-256 0{64}, found [0-9a-f]{64}$/,
    );
    await expect(loadWeights(network, `${base}/weights.h5`, { sha256 })).rejects.toThrow(
      "to have the SHA-256",
    );
    await expect(loadWeights(network, golden("block-1-keras3.h5"), { sha256: "abc" })).rejects.toThrow(
      'Expected `sha256` to be 64 hex digits, got "abc"',
    );
  });

  test.each(["weights.h5", undefined])("throws a TypeError for %s", async (source) => {
    const error = await thrown(loadWeights(network, source as string));
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain('for a path import loadWeights from "@faceseg/backbones/node"');
  });
});
