import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { lapa11 } from "@faceseg/image";
import type { LayersModelLike, ModelSource } from "@faceseg/model-files";
import { saveKeras } from "@faceseg/model-files";
import { createSession, exportOnnx } from "@faceseg/onnx";
import { buildUnet } from "@faceseg/unet";
import * as tf from "@tensorflow/tfjs-core";
import { input, layers, model as makeModel, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import { createSegmenter } from "../src/index.ts";
import { agreement, colorNetwork, enlarged, faceLabels, notes, painted } from "./painted.ts";

const size = 48;
const network = colorNetwork(size);
const face = await faceLabels(size);
const image = painted(face);

/** What TensorFlow.js would give to a save handler. */
async function artifactsOf(model: typeof network): Promise<tf.io.ModelArtifacts> {
  let found: tf.io.ModelArtifacts | undefined;
  await model.save(
    tf.io.withSaveHandler(async (artifacts) => {
      found = artifacts;
      return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
    }),
  );
  return found as tf.io.ModelArtifacts;
}

test.each(["onnxruntime", "onnxruntime-web", "tfjs"] as const)(
  "createSegmenter({ model, engine: %j }).segment(image) finds what is painted",
  async (engine) => {
    const segmenter = await createSegmenter({ model: network, engine });
    expect(segmenter.engine).toMatchObject({ name: engine, reason: expect.stringContaining("asked for; ") });
    expect(segmenter.inputSize).toEqual({ width: size, height: size });
    const { labels, width, height } = await segmenter.segment(image);
    expect([width, height]).toEqual([size, size]);
    expect(labels).toEqual(face.data);
    await segmenter.dispose();
  },
);

test("createSegmenter({ executionProviders }) takes the first that works, and says why not those before it", async () => {
  const options = { model: exportOnnx(network), engine: "onnxruntime" } as const;
  const executionProviders = [{ name: "nonsense", deviceId: 1 }, "cpu"];
  const segmenter = await createSegmenter({ ...options, executionProviders });
  expect(segmenter.engine.reason).toMatch(
    /^asked for; onnxruntime-node \S+ on cpu; nonsense: not in this build, which has cpu/,
  );
  expect((await segmenter.segment(image)).labels).toEqual(face.data);
  await segmenter.dispose();
  await expect(createSegmenter({ ...options, executionProviders: ["nonsense", "absurd"] })).rejects.toThrow(
    /none of executionProviders \[nonsense, absurd\] works in onnxruntime-node \(nonsense: .*; absurd: .*\)/,
  );
});

const kinds: Record<string, () => Promise<ModelSource>> = {
  "a tf.LayersModel": async () => network,
  "a model with logits": async () => colorNetwork(size, { activation: "linear" }),
  "ONNX bytes": async () => exportOnnx(network),
  "ONNX bytes of logits": async () => exportOnnx(colorNetwork(size, { activation: "linear" })),
  "ONNX bytes that give ids": async () => exportOnnx(network, { argmax: true, metadata: notes }),
  "an ArrayBuffer": async () => new Uint8Array(exportOnnx(network)).buffer,
  "a .keras file's bytes": async () => saveKeras(network),
  "model artifacts": () => artifactsOf(network),
  "an ONNX file that takes and gives channels first": async () => {
    const fn = ({ x }: Record<string, tf.Tensor>) => ({
      y: tf.transpose(network.apply(tf.transpose(x as tf.Tensor, [0, 2, 3, 1])) as tf.Tensor, [0, 3, 1, 2]),
    });
    return exportOnnx(fn, { inputs: { x: { shape: [null, 3, size, size] } } });
  },
  "an ONNX file of batch 4": async () => {
    const fn = ({ x }: Record<string, tf.Tensor>) => ({ y: network.apply(x as tf.Tensor) as tf.Tensor });
    return exportOnnx(fn, { inputs: { x: { shape: [4, size, size, 3] } }, dynamicBatch: false });
  },
};

test.each(Object.keys(kinds))("createSegmenter({ model }) takes %s", async (kind) => {
  const source = await (kinds[kind] as () => Promise<ModelSource>)();
  const segmenter = await createSegmenter({ model: source });
  expect((await segmenter.segment(image)).labels).toEqual(face.data);
  await segmenter.dispose();
});

test("createSegmenter({ model }) takes a network of this project, from its files as from memory", async () => {
  const unet = buildUnet({ inputShape: [32, 32, 3], numClasses: 11, alpha: 0.35, width: 1 / 16, seed: 3 });
  const pixels = painted(await faceLabels(32));
  const expected = tf.tidy(() => {
    const images = tf.div(tf.tensor4d(pixels.data, [1, 32, 32, 3]), 255);
    return (unet.predict(images) as tf.Tensor).dataSync();
  });
  for (const model of [unet, await artifactsOf(unet), await saveKeras(unet)]) {
    const segmenter = await createSegmenter({ model });
    const found = (await segmenter.segment(pixels)).probabilities();
    expect(Math.max(...found.map((p, i) => Math.abs(p - (expected[i] as number))))).toBeLessThan(1e-4);
    await segmenter.dispose();
  }
});

describe("createSegmenter({ model }) takes the URL of", () => {
  let server: Server;
  const files = new Map<string, string | Uint8Array>();
  beforeAll(async () => {
    const { weightData, ...rest } = await artifactsOf(network);
    const manifest = [{ paths: ["w1.bin", "w2.bin"], weights: rest.weightSpecs }];
    const bytes = new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData as tf.io.WeightData));
    files.set("/tfjs/model.json", JSON.stringify({ ...rest, weightsManifest: manifest }));
    files.set("/tfjs/w1.bin", bytes.subarray(0, 40));
    files.set("/tfjs/w2.bin", bytes.subarray(40));
    files.set("/face.onnx", exportOnnx(network));
    files.set("/page", "<!doctype html>");
    server = createServer(({ url = "" }, answer) => {
      const file = files.get(url);
      answer.writeHead(file === undefined ? 404 : 200, { connection: "close" }).end(file);
    });
    await new Promise<void>((done) => server.listen(0, done));
  });
  afterAll(() => server.close());
  const url = (path: string) => `http://localhost:${(server.address() as AddressInfo).port}${path}`;

  test.each(["/face.onnx", "/tfjs/model.json"])("%s", async (path) => {
    const segmenter = await createSegmenter({ model: url(path) });
    expect((await segmenter.segment(image)).labels).toEqual(face.data);
    await segmenter.dispose();
  });

  test("nothing, a page, or half a file: a clear error", async () => {
    await expect(createSegmenter({ model: url("/none.onnx") })).rejects.toThrow(
      `${url("/none.onnx")}: Expected a model, found 404 Not Found`,
    );
    await expect(createSegmenter({ model: url("/page") })).rejects.toThrow(
      /\/page: Expected an \.onnx.* found HTML/,
    );
    const onnx = files.get("/face.onnx") as Uint8Array;
    files.set("/half.onnx", onnx.subarray(0, onnx.length - 9));
    await expect(createSegmenter({ model: url("/half.onnx") })).rejects.toThrow(
      /\/half\.onnx: Expected a whole ONNX file, found \d+ bytes of something else, or cut off/,
    );
    await expect(createSegmenter({ model: "http://localhost:9/face.onnx" })).rejects.toThrow(
      "http://localhost:9/face.onnx: Expected a model, found no answer: ",
    );
    await expect(createSegmenter({ model: "face.onnx" })).rejects.toThrow(
      'got "face.onnx"; for a path, import from the package\'s "/node"',
    );
  });
});

test("createSegmenter({ model: [a, b] }) averages probabilities, of networks of other sizes too", async () => {
  const known = lapa11.classes.slice(0, 3);
  const constant = (probabilities: readonly number[], side: number) => {
    const image = input({ shape: [side, side, 3] });
    const layer = layers.conv2d({ filters: 3, kernelSize: 1 });
    const outputs = layers.activation({ activation: "softmax" }).apply(layer.apply(image)) as SymbolicTensor;
    tf.tidy(() => layer.setWeights([tf.zeros([1, 1, 3, 3]), tf.log(tf.tensor1d([...probabilities]))]));
    return makeModel({ inputs: image, outputs });
  };
  const segmenter = await createSegmenter({
    model: [constant([0.7, 0.2, 0.1], 8), constant([0.1, 0.8, 0.1], 12)],
    classes: known,
  });
  const segmentation = await segmenter.segment({ width: 5, height: 3, data: new Uint8Array(45) });
  expect(segmentation.labels).toEqual(new Uint8Array(15).fill(1));
  [...segmentation.probabilities()].forEach((value, at) => {
    expect(value).toBeCloseTo([0.4, 0.5, 0.1][at % 3] as number, 5);
  });
  expect(segmentation.confidence().every((value) => Math.abs(value - 0.5) < 1e-5)).toBe(true);
  await segmenter.dispose();
});

/** A network that answers "left eye" in the left half of its input and "right eye" in the right, whatever it sees. */
function sided(): LayersModelLike {
  const image = input({ shape: [2, 4, 3] });
  const weights = tf.tidy(() =>
    tf.tensor(
      Float32Array.from({ length: 8 * 11 }, (_, i) =>
        i % 11 === (Math.floor(i / 11) % 4 < 2 ? 4 : 5) ? 9 : 0,
      ),
      [88],
    ),
  );
  const flat = layers.flatten().apply(image) as SymbolicTensor;
  const dense = layers.dense({ units: 88 });
  const outputs = layers.reshape({ targetShape: [2, 4, 11] }).apply(dense.apply(flat)) as SymbolicTensor;
  dense.setWeights([tf.zeros([24, 88]), weights]);
  weights.dispose();
  return makeModel({ inputs: image, outputs });
}

test("createSegmenter({ flip: true }) averages with the mirrored image, left and right exchanged", async () => {
  const plain = await createSegmenter({ model: sided(), classes: lapa11 });
  const flipped = await createSegmenter({ model: sided(), flip: true, classes: lapa11 });
  const gray = { width: 4, height: 2, data: new Uint8Array(24).fill(99) };
  const [one, other] = [await plain.segment(gray), await flipped.segment(gray)];
  expect([...one.labels]).toEqual([4, 4, 5, 5, 4, 4, 5, 5]);
  // In the mirror the left half shows the right eye: mirrored back and exchanged it is the left one again.
  expect(other.labels).toEqual(one.labels);
  expect(
    Math.max(...one.probabilities().map((p, i) => Math.abs(p - (other.probabilities()[i] as number)))),
  ).toBeLessThan(1e-6);
  await Promise.all([plain.dispose(), flipped.dispose()]);

  // The same without the exchange is undecided.
  const unnamed = await createSegmenter({ model: sided(), flip: true, mirrorPairs: [] });
  const undecided = (await unnamed.segment(gray)).probabilities();
  expect(undecided[4]).toBeCloseTo(undecided[5] as number, 5);
  await unnamed.dispose();
});

test("createSegmenter({ fit: 'letterbox' }) keeps the shape of an image, at the image's own size", async () => {
  const wide = { width: 96, height: 48, data: new Uint8Array(96 * 48) };
  for (let at = 0; at < wide.data.length; at++)
    wide.data[at] = at % 96 < 48 ? (face.data[Math.floor(at / 96) * 48 + (at % 96)] as number) : 10;
  const segmenter = await createSegmenter({ model: network, fit: "letterbox" });
  const { labels, scores, width, height } = await segmenter.segment(painted(wide));
  expect([width, height]).toEqual([96, 48]);
  expect(scores.region).toEqual({ x: 0, y: 12, width: 48, height: 24 });
  expect(agreement(labels, wide.data)).toBeGreaterThan(0.95);
  // The bars are black as the background is: none of it leaks into the image's top and bottom rows.
  expect([...labels.subarray(48, 96)]).toEqual(new Array(48).fill(10));
  await segmenter.dispose();
});

test("segment(image) gives labels at a larger image's own size", async () => {
  const segmenter = await createSegmenter({ model: network });
  const large = enlarged(face, 4);
  const { labels, part } = await segmenter.segment(painted(large));
  expect(part).toBeInstanceOf(Function);
  expect(agreement(labels, large.data)).toBeGreaterThan(0.97);
  await segmenter.dispose();
});

test("segmentation.part(name) measures one part or several; unknown names are answered with those there are", async () => {
  const segmenter = await createSegmenter({ model: network });
  const segmentation = await segmenter.segment(image);
  const area = (id: number) => face.data.filter((one) => one === id).length;
  const hair = segmentation.part("hair");
  expect(hair).toMatchObject({ id: 10, name: "hair", area: area(10), share: area(10) / size ** 2 });
  expect(segmentation.part(10).mask).toEqual(hair.mask);
  expect(hair.outlines.length).toBeGreaterThan(0);
  expect(segmentation.part(["upper lip", "lower lip"]).area).toBe(area(7) + area(9));
  expect(() => segmentation.part("beard")).toThrow(
    /Expected a part to be one of "background", "skin".*got "beard"/,
  );

  const { data } = segmentation.toImageData({ ids: [10] });
  expect(data.length).toBe(4 * size ** 2);
  expect(segmentation.overlay({ opacity: 1 }).data[4 * hair.mask.indexOf(1)]).toBe(
    lapa11.classes[10]?.color[0],
  );
  const dyed = segmentation.recolor("hair", "#2040ff", { softness: 0 });
  const far = 4 * segmentation.part("nose").mask.indexOf(1);
  expect([...dyed.data.subarray(far, far + 3)]).toEqual([...(lapa11.classes[6]?.color ?? [])]);
  expect(dyed.data[4 * hair.mask.indexOf(1) + 2]).toBeGreaterThan(lapa11.classes[10]?.color[2] as number);
  const both = segmentation.recolor("nose", "#00ff00", { on: dyed });
  expect(both.data[4 * hair.mask.indexOf(1) + 2]).toBe(dyed.data[4 * hair.mask.indexOf(1) + 2]);
  await segmenter.dispose();
});

test("createSegmenter({ postprocess }) changes labels in order, and may look at the segmentation", async () => {
  const segmenter = await createSegmenter({
    model: network,
    postprocess: [
      ({ data, ...rest }) => ({ ...rest, data: data.map((id) => (id === 10 ? 0 : id)) }),
      async ({ data, ...rest }, segmentation) => ({
        ...rest,
        data: data.map((id, at) =>
          id === 0 && segmentation.labels[at] === 0 && segmentation.confidence().length > at ? 1 : id,
        ),
      }),
    ],
  });
  const { labels } = await segmenter.segment({ ...image, width: size, height: size });
  expect(labels).toEqual(face.data.map((id) => (id === 10 || id === 0 ? 1 : id)));
  await segmenter.dispose();
}, 60_000);

test("createSegmenter({ smoothing }) lets frames before count, until reset() or another size", async () => {
  const segmenter = await createSegmenter({ model: network, smoothing: 0.75 });
  const flat = (id: number, side = size) =>
    painted({ width: side, height: side, data: new Uint8Array(side ** 2).fill(id) });
  const share = async (id: number, side = size) =>
    (await segmenter.segment(flat(id, side))).probabilities()[10] as number;
  expect(await share(10)).toBeCloseTo(1, 1);
  expect(await share(6)).toBeCloseTo(0.75, 1);
  expect(await share(6)).toBeCloseTo(0.5625, 1);
  segmenter.reset();
  expect(await share(6)).toBeCloseTo(0, 1);
  await segmenter.dispose();
});

test("segment([a, b]) and segment(batch tensor) give several, in order", async () => {
  const segmenter = await createSegmenter({ model: network });
  const other = await faceLabels(size, 2);
  const several = await segmenter.segment([image, painted(other)]);
  expect(several.map(({ labels }) => labels)).toEqual([face.data, other.data]);
  const bytes = [image, painted(other)].flatMap(({ data }) => [...data]);
  const batch = tf.tensor4d(bytes, [2, size, size, 3], "int32");
  const again = await segmenter.segment(batch);
  expect(again.map(({ labels }) => labels)).toEqual([face.data, other.data]);
  batch.dispose();
  await segmenter.dispose();
});

test("createSegmenter and dispose() leave no tensor behind, whatever the model and the engine", async () => {
  const sources = [
    network,
    await saveKeras(network),
    await artifactsOf(network),
    exportOnnx(network, { metadata: notes }),
  ];
  const engines = ["onnxruntime", "tfjs"] as const;
  const before = tf.memory().numTensors;
  for (const model of sources) {
    for (const engine of engines) {
      if (model === sources[3] && engine === "tfjs") continue;
      const segmenter = await createSegmenter({ model, engine, flip: true });
      await segmenter.segment(image);
      await segmenter.dispose();
      expect(tf.memory().numTensors).toBe(before);
    }
  }
  // The caller's model is the caller's.
  const black = tf.zeros([1, size, size, 3]);
  expect(() => network.predict(black)).not.toThrow();
});

test("segment after dispose() is refused; dispose() twice is not, and waits for what runs", async () => {
  const segmenter = await createSegmenter({ model: network });
  const running = segmenter.segment(image);
  await Promise.all([segmenter.dispose(), segmenter.dispose()]);
  expect((await running).labels).toEqual(face.data);
  await expect(segmenter.segment(image)).rejects.toThrow("got one that is disposed");
});

test("createSegmenter(...) names the classes as the file says, or as it is told", async () => {
  const known = lapa11.classes
    .slice(0, 3)
    .map((one, id) => ({ ...one, name: ["bg", "left wing", "right wing"][id] as string }));
  const onnx = exportOnnx(colorNetwork(8, { known }), {
    metadata: {
      classes: known.map(({ name }) => name),
      colors: [
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9],
      ],
    },
  });
  const told = await createSegmenter({ model: onnx });
  expect(told.classes).toEqual(
    known.map(({ name }, id) => ({ id, name, color: [3 * id + 1, 3 * id + 2, 3 * id + 3] })),
  );
  const renamed = await createSegmenter({ model: onnx, classes: ["a", "b", "c"] });
  expect(renamed.classes.map(({ name }) => name)).toEqual(["a", "b", "c"]);
  await Promise.all([told.dispose(), renamed.dispose()]);
  await expect(createSegmenter({ model: onnx, classes: ["a"] })).rejects.toThrow(
    "Expected `classes` to have the 3 classes of the model, got 2 (background, a)",
  );
});

test("createSegmenter({ inputRange }) feeds what the network was trained on, also from the file's notes", async () => {
  const fn = ({ x }: Record<string, tf.Tensor>) => ({
    y: network.apply(tf.div(tf.add(x as tf.Tensor, 1), 2)) as tf.Tensor,
  });
  const options = { inputs: { x: { shape: [null, size, size, 3] } } };
  const told = await createSegmenter({ model: exportOnnx(fn, options), inputRange: [-1, 1] });
  const noted = await createSegmenter({
    model: exportOnnx(fn, { ...options, metadata: { inputRange: [-1, 1] } }),
  });
  for (const segmenter of [told, noted]) {
    expect((await segmenter.segment(image)).labels).toEqual(face.data);
    await segmenter.dispose();
  }
});

test("createSegmenter(...) refuses what is no segmentation model, and illegal options", async () => {
  const refused = (options: Record<string, unknown>) =>
    expect(createSegmenter({ model: network, ...options } as never)).rejects;
  const sum = exportOnnx(({ a, b }) => ({ y: tf.add(a as tf.Tensor, b as tf.Tensor) }), {
    inputs: { a: { shape: [null, 3] }, b: { shape: [null, 3] } },
  });
  await refused({ model: sum }).toThrow(
    /Expected an ONNX model with one float32 input .* got a: float32 \[batch, 3\]; b/,
  );
  await refused({ model: 7 }).toThrow(/Expected `model` to be a tf\.LayersModel.* got Number/);
  await refused({ model: new Uint8Array() }).toThrow("found no bytes");
  await refused({ model: [] }).toThrow("Expected `model` to be at least one model, got none");
  await refused({ fit: "crop" }).toThrow('Expected `fit` to be one of "stretch", "letterbox", got "crop"');
  await refused({ smoothing: 1 }).toThrow("Expected `smoothing` to be below 1");
  await refused({ smoothing: -1 }).toThrow(
    "Expected `smoothing` to be a number from 0 to 1, got -1; the nearest is 0",
  );
  await refused({ engine: "gpu" }).toThrow(
    'Expected `engine` to be one of "auto", "onnxruntime", "onnxruntime-web", "tensorflow", "webgpu", "tfjs", got "gpu"',
  );
  await refused({ model: exportOnnx(network), engine: "tfjs" }).toThrow("for an ONNX file");
  await refused({ model: [network, colorNetwork(size, { known: lapa11.classes.slice(0, 2) })] }).toThrow(
    /Expected models of the same classes, got background, skin, .*, hair and background, skin$/,
  );
});

test("createSegmenter({ inputSize }) fixes the size of a fully convolutional model", async () => {
  const anySize = input({ shape: [null, null, 3] });
  const fixed = colorNetwork(4);
  const open = makeModel({
    inputs: anySize,
    outputs: fixed.layers.slice(1).reduce((x, layer) => layer.apply(x) as SymbolicTensor, anySize),
  });
  await expect(createSegmenter({ model: open })).rejects.toThrow("Expected `inputSize`");
  const segmenter = await createSegmenter({ model: open, inputSize: size });
  expect((await segmenter.segment(image)).labels).toEqual(face.data);
  await segmenter.dispose();
});

test("exportOnnx(model) runs as the segmenter does: the same probabilities", async () => {
  const session = await createSession(exportOnnx(network, { outputName: "p" }));
  const images = Float32Array.from(image.data, (value) => value / 255);
  const { p } = await session.run({ images });
  const segmenter = await createSegmenter({ model: network });
  expect((await segmenter.segment(image)).probabilities()).toEqual(p);
  await Promise.all([session.dispose(), segmenter.dispose()]);
});
