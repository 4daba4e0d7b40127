import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { celebAMask19, createTaxonomy } from "@faceseg/image";
import { createSegmenter } from "../src/node.ts";

const folder = fileURLToPath(new URL("golden/segformer", import.meta.url));
const expected = JSON.parse(readFileSync(`${folder}/expected.json`, "utf8")) as {
  width: number;
  height: number;
  image: string;
  probabilities: number[];
  labels: string;
};
const { width, height } = expected;
const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, "base64"));
const image = { width, height, data: bytes(expected.image) };
const farthest = (found: Float32Array) =>
  Math.max(...found.map((p, at) => Math.abs(p - (expected.probabilities[at] as number))));

test.each(["onnxruntime", "onnxruntime-web"] as const)(
  "createSegmenter({ model: folder, engine: %j }) runs an exported SegFormer as PyTorch does, without further options",
  async (engine) => {
    const segmenter = await createSegmenter({ model: folder, engine });
    expect(segmenter.inputSize).toEqual({ width, height });
    expect(segmenter.classes.map(({ name }) => name).join(" ")).toBe(
      "background skin nose eye_g l_eye r_eye l_brow r_brow l_ear r_ear mouth u_lip l_lip hair hat ear_r neck_l neck cloth",
    );
    expect(segmenter.taxonomy.mirrorPairs).toEqual([
      [4, 5],
      [6, 7],
      [8, 9],
    ]);
    const { scores, labels } = await segmenter.segment(image);
    expect(scores).toMatchObject({ width: width / 4, height: height / 4, numClasses: 19 });
    expect(scores.data.length).toBe(expected.probabilities.length);
    expect(farthest(scores.data)).toBeLessThan(1e-4);
    const true_ = bytes(expected.labels);
    expect(labels.filter((id, at) => id !== true_[at]).length / labels.length).toBeLessThan(1e-3);
    await segmenter.dispose();
  },
);

test("createSegmenter({ model: folder, flip: true }) knows the mirror pairs of CelebAMask-HQ's names", async () => {
  const segmenter = await createSegmenter({ model: folder, flip: true });
  await segmenter.segment(image);
  const named = await createSegmenter({ model: folder, classes: celebAMask19 });
  expect(named.taxonomy.classes).toEqual(celebAMask19.classes);
  await Promise.all([segmenter.dispose(), named.dispose()]);
});

test("createSegmenter({ model: folder, normalization }) comes before what the folder says", async () => {
  const plain = await createSegmenter({ model: folder, inputRange: [0, 1] });
  expect(farthest((await plain.segment(image)).scores.data)).toBeGreaterThan(0.1);
  const told = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] } as const;
  const same = await createSegmenter({ model: folder, normalization: told });
  expect(farthest((await same.segment(image)).scores.data)).toBeLessThan(1e-4);
  const turned = await createSegmenter({ model: folder, channelOrder: "bgr" });
  expect(farthest((await turned.segment(image)).scores.data)).toBeGreaterThan(0.01);
  await Promise.all([plain.dispose(), same.dispose(), turned.dispose()]);
  const few = createTaxonomy({ classes: ["background", "skin"] });
  await expect(createSegmenter({ model: folder, classes: few })).rejects.toThrow(
    "Expected `classes` to have the 19 classes of the model, got 2 (background, skin)",
  );
});
