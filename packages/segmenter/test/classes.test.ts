import { celebAMask19, createTaxonomy, flipProbabilities, lapa11, taxonomyNotes } from "@faceseg/image";
import { exportOnnx } from "@faceseg/onnx";
import * as tf from "@tensorflow/tfjs-core";
import { input, layers, model as makeModel, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import { createSegmenter, type SegmenterOptions } from "../src/index.ts";

const side = 4;
const gray = { width: side, height: side, data: new Uint8Array(3 * side * side).fill(99) };

/** A network that always gives these probabilities, with notes. */
function constant(probabilities: readonly number[], notes: object = {}) {
  const image = input({ shape: [side, side, 3] });
  const layer = layers.conv2d({ filters: probabilities.length, kernelSize: 1 });
  const outputs = layers.activation({ activation: "softmax" }).apply(layer.apply(image)) as SymbolicTensor;
  const count = probabilities.length;
  tf.tidy(() => layer.setWeights([tf.zeros([1, 1, 3, count]), tf.log(tf.tensor1d([...probabilities]))]));
  const model = makeModel({ inputs: image, outputs });
  model.setUserDefinedMetadata(notes);
  return model;
}

const three = [0.5, 0.3, 0.2];
const named = (...classes: string[]) => ({ classes });
const opened = async (options: SegmenterOptions) => {
  const segmenter = await createSegmenter(options);
  const { classes, taxonomy } = segmenter;
  expect(classes).toBe(taxonomy.classes);
  await segmenter.dispose();
  return taxonomy;
};
const namesOf = async (options: SegmenterOptions) => (await opened(options)).classes.map(({ name }) => name);

test("createSegmenter({ model }) has numbers for classes that nothing names, also for eleven", async () => {
  const eleven = Array.from({ length: 11 }, () => 1 / 11);
  const names = eleven.map((_, id) => `class ${id}`);
  expect(await namesOf({ model: constant(eleven) })).toEqual(names);
  expect(await namesOf({ model: constant(eleven, { taxonomy: "other" }) })).toEqual(names);
  expect(await opened({ model: constant(eleven, { taxonomy: "lapa11" }) })).toEqual(lapa11);
  await expect(opened({ model: constant(three, { taxonomy: "lapa11" }) })).rejects.toThrow(
    /Expected its file to have the 3 classes of the model, got 11 \(background, skin, /,
  );
});

test("createSegmenter({ model }) has the taxonomy of the file's notes, which exportOnnx writes", async () => {
  const probabilities = Array.from({ length: 19 }, () => 1 / 19);
  const model = constant(probabilities);
  const onnx = exportOnnx(model, { metadata: { ...taxonomyNotes(celebAMask19) } });
  expect(await opened({ model: onnx })).toEqual(celebAMask19);
  model.setUserDefinedMetadata({ ...taxonomyNotes(celebAMask19) });
  expect(await opened({ model })).toEqual(celebAMask19);
});

test("createSegmenter({ classes }) takes names, names with colors, and a taxonomy", async () => {
  const model = constant(three, {
    classes: ["a", "b", "c"],
    colors: [
      [1, 1, 1],
      [2, 2, 2],
      [3, 3, 3],
    ],
    mirrorPairs: [[1, 2]],
  });
  const renamed = await opened({
    model,
    classes: ["background", "œil gauche", { name: "œil droit", color: "#ff0000" }],
  });
  expect(renamed.classes).toEqual([
    { id: 0, name: "background", color: [1, 1, 1] },
    { id: 1, name: "œil gauche", color: [2, 2, 2] },
    { id: 2, name: "œil droit", color: [255, 0, 0] },
  ]);
  // By ids, which a new name does not change.
  expect(renamed.mirrorPairs).toEqual([[1, 2]]);
  const hair = createTaxonomy({ name: "hair", classes: ["background", "skin", "hair"] });
  expect(await opened({ model, classes: hair })).toEqual(hair);
  const ordered = [
    { id: 2, name: "hair" },
    { id: 0, name: "background" },
    { id: 1, name: "skin" },
  ];
  expect(await namesOf({ model, classes: ordered })).toEqual(["background", "skin", "hair"]);
  expect((await opened({ model, classes: hair, mirrorPairs: [["skin", 2]] })).mirrorPairs).toEqual([[1, 2]]);
});

test.each<[object, string]>([
  [{ classes: ["a", "a", "b"] }, 'Expected classes with different names, got "a" twice'],
  [{ classes: ["a", "b"] }, "Expected `classes` to have the 3 classes of the model, got 2 (a, b)"],
  [{ classes: "hair" }, "Expected `classes` to be a list of 1 to 255 classes"],
  [{ classes: [] }, "Expected `classes` to be a list of 1 to 255 classes, got 0"],
  [
    { mirrorPairs: [[1, 7]] },
    "Expected `mirrorPairs[0]` to be two different classes, by name or id, got [1,7]",
  ],
])("createSegmenter({ model, ...%j }) is refused", async (options, message) => {
  await expect(createSegmenter({ model: constant(three), ...options } as SegmenterOptions)).rejects.toThrow(
    message,
  );
});

test("createSegmenter({ model }) of one channel has two classes: the background, and the one that is named", async () => {
  const image = input({ shape: [side, side, 3] });
  const layer = layers.conv2d({ filters: 1, kernelSize: 1, activation: "sigmoid" });
  const model = makeModel({ inputs: image, outputs: layer.apply(image) as SymbolicTensor });
  tf.tidy(() => layer.setWeights([tf.zeros([1, 1, 3, 1]), tf.tensor1d([Math.log(3)])])); // the sigmoid of it is 3/4
  expect(await namesOf({ model })).toEqual(["class 0", "class 1"]);
  const segmenter = await createSegmenter({ model, classes: ["hair"] });
  const segmentation = await segmenter.segment(gray);
  expect(segmentation.part("hair").share).toBe(1);
  expect([...segmentation.probabilities().slice(0, 2)].map((p) => Math.round(p * 1e6))).toEqual([
    250_000, 750_000,
  ]);
  await segmenter.dispose();
  expect(await namesOf({ model: exportOnnx(model, { metadata: named("hair") }) })).toEqual([
    "background",
    "hair",
  ]);
});

describe("createSegmenter({ flip: true })", () => {
  const flipped = (notes: object, options: Partial<SegmenterOptions> = {}) =>
    opened({ model: constant(three, notes), flip: true, ...options });

  test.each([
    ["left_eye", "right_eye"],
    ["Left-Eye", "Right-Eye"],
    ["eyeLeft", "eyeRight"],
    ["l_brow", "r_brow"],
    ["re", "le"],
  ])("knows the mirror pair of %s and %s", async (one, other) => {
    const { mirrorPairs } = await flipped(named("background", one, other));
    expect(mirrorPairs.map((pair) => pair.toSorted())).toEqual([[1, 2]]);
  });

  test.each([
    ["skin", "hair"],
    ["upper lip", "lower lip"],
    ["l_lip", "u_lip"],
    ["ear_r", "neck_l"],
    ["top teeth", "bottom teeth"],
  ])("knows that %s and %s are none", async (one, other) => {
    expect((await flipped(named("background", one, other))).mirrorPairs).toEqual([]);
  });

  test.each<[object, string]>([
    [{}, "Expected names of the classes for `flip`"],
    [
      named("background", "ojo izquierdo", "ojo derecho"),
      "whether a mirror exchanges ojo izquierdo and ojo derecho",
    ],
    [named("background", "part 1", "part 2"), "whether a mirror exchanges part 1 and part 2"],
    [named("background", "left eye", "skin"), "whether a mirror exchanges left eye"],
    [named("背景", "左眼", "右眼"), "whether a mirror exchanges 背景"],
    [
      { ...named("background", "part 1", "part 2"), mirrorPairs: [] },
      "whether a mirror exchanges part 1 and part 2",
    ],
  ])("is refused for %j, unless it is told the pairs", async (notes, message) => {
    await expect(flipped(notes)).rejects.toThrow(message);
    expect((await flipped(notes, { mirrorPairs: [[1, 2]] })).mirrorPairs).toEqual([[1, 2]]);
    expect((await flipped(notes, { mirrorPairs: [] })).mirrorPairs).toEqual([]);
    expect((await flipped({ ...notes, mirrorPairs: [[1, 2]] })).mirrorPairs).toEqual([[1, 2]]);
  });

  test("exchanges the classes of the pairs", async () => {
    const probabilities = Array.from({ length: 3 }, (_, id) => three[id] as number);
    for (const notes of [named("background", "left_eye", "right_eye"), { mirrorPairs: [[1, 2]] }]) {
      const segmenter = await createSegmenter({ model: constant(probabilities, notes), flip: true });
      const found = (await segmenter.segment(gray)).probabilities();
      const shape = { width: 1, height: 1, numClasses: 3 };
      const mirrored = flipProbabilities(Float32Array.from(probabilities), shape, [[1, 2]]);
      for (const id of [0, 1, 2]) {
        expect(found[id]).toBeCloseTo(((probabilities[id] as number) + (mirrored[id] as number)) / 2, 5);
      }
      await segmenter.dispose();
    }
  });
});

describe("createSegmenter({ model: [a, b] })", () => {
  const average = async (options: SegmenterOptions) => {
    const segmenter = await createSegmenter(options);
    const { scores, classes } = await segmenter.segment(gray);
    await segmenter.dispose();
    return [
      classes.map(({ name }) => name),
      [...scores.data.subarray(0, classes.length)].map((p) => Math.round(p * 1e4) / 1e4),
    ];
  };
  const first = () => constant([0.5, 0.3, 0.2], named("background", "skin", "hair"));

  test.each([
    ["in another order", [0.6, 0.3, 0.1], named("background", "hair", "skin"), [0.55, 0.2, 0.25]],
    ["in another style", [0.1, 0.6, 0.3], named("Hair", "bg", "face"), [0.55, 0.3, 0.15]],
    ["in the same order", [0.6, 0.3, 0.1], named("background", "skin", "hair"), [0.55, 0.3, 0.15]],
  ])("averages by name: %s", async (_, probabilities, notes, expected) => {
    const names = ["background", "skin", "hair"];
    const second = constant(probabilities, notes);
    expect(await average({ model: [first(), second] })).toEqual([names, expected]);
    const files = [first(), second].map((model, at) =>
      exportOnnx(model, { metadata: at === 0 ? named(...names) : { ...notes } }),
    );
    expect(await average({ model: files })).toEqual([names, expected]);
    expect(await average({ model: [first(), second], classes: ["x", "y", "z"] })).toEqual([
      ["x", "y", "z"],
      expected,
    ]);
  });

  test("averages by id what nothing names, or only the options", async () => {
    const models = [constant([0.5, 0.3, 0.2]), constant([0.6, 0.3, 0.1])];
    expect(await average({ model: models })).toEqual([
      ["class 0", "class 1", "class 2"],
      [0.55, 0.3, 0.15],
    ]);
    const names = ["background", "skin", "hair"];
    expect(await average({ model: models, classes: names })).toEqual([names, [0.55, 0.3, 0.15]]);
    const other = constant([0.6, 0.3, 0.1], named("background", "hair", "skin"));
    expect(await average({ model: [models[0] as typeof other, other], classes: names })).toEqual([
      names,
      [0.55, 0.2, 0.25],
    ]);
  });

  test("averages left and right by the side on which they are seen", async () => {
    // CelebAMask-HQ's own names are the subject's: its l_eye is on the viewer's right.
    const celeba = ["background", "l_eye", "r_eye", "eye_g", "ear_r"];
    const viewer = ["background", "left eye", "right eye", "glasses", "earring"];
    const models = [
      constant([0.2, 0.5, 0.1, 0.1, 0.1], named(...viewer)),
      constant([0.2, 0.1, 0.5, 0.1, 0.1], named(...celeba)),
    ];
    expect(await average({ model: models })).toEqual([viewer, [0.2, 0.5, 0.1, 0.1, 0.1]]);
  });

  test.each([
    [[0.5, 0.3, 0.2], named("background", "skin", "beard"), "background, skin, beard"],
    [[0.5, 0.3, 0.2], {}, "class 0, class 1, class 2"],
    [[0.5, 0.5], named("background", "skin"), "background, skin"],
    [[0.25, 0.25, 0.25, 0.25], named("background", "skin", "hair", "nose"), "background, skin, hair, nose"],
  ])("refuses models of other classes, with both lists", async (probabilities, notes, list) => {
    await expect(createSegmenter({ model: [first(), constant(probabilities, notes)] })).rejects.toThrow(
      `Expected models of the same classes, got background, skin, hair and ${list}`,
    );
  });
});
