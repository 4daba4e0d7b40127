import { lapa11 } from "@faceseg/image";
import * as tf from "@tensorflow/tfjs-core";
import sharp from "sharp";
import { createSegmenter } from "../src/node.ts";
import { agreement, colorNetwork, faceLabels, painted } from "./painted.ts";

const size = 32;
const model = colorNetwork(size);
const faces = await Promise.all([1, 2, 3].map((seed) => faceLabels(size, seed)));
const expected = faces.map(({ data }) => data);

test("segment(image) takes pixels at the call: a buffer that is filled again is another image", async () => {
  const segmenter = await createSegmenter({ model });
  const buffer = { width: size, height: size, data: new Uint8Array(3 * size * size) };
  const calls = faces.map((face) => {
    buffer.data.set(painted(face).data);
    return segmenter.segment(buffer);
  });
  buffer.data.fill(0);
  expect((await Promise.all(calls)).map(({ labels }) => labels)).toEqual(expected);

  const [several, rest] = [faces.slice(0, 2).map(painted), painted(faces[2] as (typeof faces)[0])];
  const both = [segmenter.segment(several), segmenter.segment(rest)] as const;
  for (const { data } of [...several, rest]) data.fill(0);
  const [list, last] = await Promise.all(both);
  expect([...list, last].map(({ labels }) => labels)).toEqual(expected);
  await segmenter.dispose();
});

test("segment(bytes) takes the bytes of a file at the call, and segment(tensor) the tensor", async () => {
  const segmenter = await createSegmenter({ model });
  const raw = { width: size, height: size, channels: 3 } as const;
  const files = await Promise.all(faces.map((face) => sharp(painted(face).data, { raw }).png().toBuffer()));
  const longest = Math.max(...files.map(({ length }) => length));
  for (const buffer of [new Uint8Array(longest), Buffer.alloc(longest)]) {
    const calls = files.map((file) => {
      buffer.set(file);
      return segmenter.segment(buffer.subarray(0, file.length));
    });
    buffer.fill(0);
    expect((await Promise.all(calls)).map(({ labels }) => labels)).toEqual(expected);
  }

  const tensor = tf.tensor3d(painted(faces[1] as (typeof faces)[0]).data, [size, size, 3], "int32");
  const calls_ = [segmenter.segment(painted(faces[0] as (typeof faces)[0])), segmenter.segment(tensor)];
  tensor.dispose();
  expect((await Promise.all(calls_))[1]?.labels).toEqual(expected[1]);
  await segmenter.dispose();
});

test("segment(image) reports a wrong image to its caller alone", async () => {
  const segmenter = await createSegmenter({ model });
  const wrong = segmenter.segment({ width: 2, height: 2, data: new Uint8Array(5) });
  const right = segmenter.segment(painted(faces[0] as (typeof faces)[0]));
  await expect(wrong).rejects.toThrow("to have 4, 8, 12, 16 elements");
  expect((await right).labels).toEqual(expected[0]);
  await segmenter.dispose();
});

test("createSegmenter({ smoothing }) starts again with a frame of another shape", async () => {
  const smooth = await createSegmenter({ model, smoothing: 0.9 });
  const fresh = await createSegmenter({ model });
  const flat = (width: number, height: number, id: number) =>
    painted({ width, height, data: new Uint8Array(width * height).fill(id) });
  await smooth.segment(flat(64, 48, 1));
  const kept = (await smooth.segment(flat(64, 48, 10))).labels;
  expect(agreement(kept, new Uint8Array(kept.length).fill(1))).toBe(1);
  const turned = (await smooth.segment(flat(48, 64, 10))).labels;
  expect(agreement(turned, (await fresh.segment(flat(48, 64, 10))).labels)).toBe(1);
  await Promise.all([smooth.dispose(), fresh.dispose()]);
});

test.each<[object, string]>([
  [{ flipp: true }, "Expected options of `createSegmenter` to be among model, flip, fit, postprocess"],
  [{ numClasses: 11 }, "got `numClasses`"],
  [{ flip: "no" }, 'Expected `flip` to be one of true, false, got "no"'],
  [{ postprocess: ["tidy"] }, 'Expected `postprocess` to be functions of label maps, got "tidy"'],
  [{ maxPixels: 0 }, "Expected `maxPixels` to be a whole number of at least 1, got 0"],
  [
    { inputRange: [0, 1], normalization: { mean: [0, 0, 0], std: [1, 1, 1] } },
    "Expected `inputRange` or `normalization`, got both",
  ],
  [{ channelOrder: "gbr" }, 'Expected `channelOrder` to be one of "rgb", "bgr", got "gbr"'],
])("createSegmenter({ model, ...%j }) is refused", async (options, message) => {
  await expect(createSegmenter({ model, ...options })).rejects.toThrow(message);
});

test("a segmentation has the taxonomy, also after it was sent to another thread", async () => {
  const { Segmentation } = await import("../src/index.ts");
  const segmenter = await createSegmenter({ model, classes: lapa11 });
  const segmentation = await segmenter.segment(painted(faces[0] as (typeof faces)[0]));
  expect(segmentation.taxonomy).toEqual(lapa11);
  const again = new Segmentation(structuredClone(segmentation.toData()));
  expect(again.taxonomy).toEqual(lapa11);
  expect(again.part("hair").area).toBe(segmentation.part("hair").area);
  await segmenter.dispose();
});
