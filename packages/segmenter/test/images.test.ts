import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ImageSource } from "@faceseg/image";
import { exportOnnx } from "@faceseg/onnx";
import * as tf from "@tensorflow/tfjs-core";
import sharp from "sharp";
import { createSegmenter, type ImageFile } from "../src/node.ts";
import { colorNetwork } from "./painted.ts";

const model = colorNetwork(4);
const segmenter = await createSegmenter({ model });
const folder = mkdtempSync(join(tmpdir(), "faceseg-segmenter-"));
afterAll(async () => {
  await segmenter.dispose();
  rmSync(folder, { recursive: true });
});

/** The pixels that the segmenter sees. */
const seen = async (source: ImageSource | ImageFile) => {
  const { image } = await segmenter.segment(source as ImageSource);
  return { size: [image.width, image.height], data: [...image.data] };
};

test.each([
  ["gray", Uint8Array.of(10, 20), [10, 10, 10, 20, 20, 20]],
  ["gray and alpha, on black", Uint8Array.of(100, 255, 100, 51), [100, 100, 100, 20, 20, 20]],
  ["RGB", Uint8Array.of(1, 2, 3, 4, 5, 6), [1, 2, 3, 4, 5, 6]],
  ["RGBA, on black", Uint8ClampedArray.of(10, 20, 30, 255, 200, 100, 50, 51), [10, 20, 30, 40, 20, 10]],
  ["16 bits", Uint16Array.of(65535, 257, 0, 32896, 514, 771), [255, 1, 0, 128, 2, 3]],
])("segment({ width, height, data }) takes %s", async (_, data, expected) => {
  expect(await seen({ width: 2, height: 1, data })).toEqual({ size: [2, 1], data: expected });
});

test("segment(raw) copies: the caller may use the buffer again", async () => {
  const data = new Uint8Array(12).fill(7);
  const { image } = await segmenter.segment({ width: 2, height: 2, data });
  data.fill(9);
  expect([...image.data]).toEqual(new Array(12).fill(7));
});

test("segment(tensor) takes floats in [0, 1], bytes, gray and alpha, and leaves the tensor alone", async () => {
  const before = tf.memory().numTensors;
  const float = tf.tensor3d([0, 0.5, 1, 0.8, 0.4, 0.2], [1, 2, 3]);
  expect((await seen(float)).data).toEqual([0, 128, 255, 204, 102, 51]);
  const gray = tf.tensor3d([3, 4], [2, 1, 1], "int32");
  expect(await seen(gray)).toEqual({ size: [1, 2], data: [3, 3, 3, 4, 4, 4] });
  expect(tf.memory().numTensors).toBe(before + 2);
  tf.dispose([float, gray]);
  await expect(segmenter.segment(tf.zeros([4, 4]) as unknown as ImageSource)).rejects.toThrow("got [4,4]");
  for (const value of [2, -0.5, Number.NaN]) {
    const wrong = tf.fill([1, 1, 3], value) as tf.Tensor3D;
    await expect(segmenter.segment(wrong)).rejects.toThrow(`a float tensor in [0, 1], got ${value}`);
    wrong.dispose();
  }
});

test("segment(...) says what is wrong with an image", async () => {
  const refused = (source: unknown) => expect(segmenter.segment(source as ImageSource)).rejects;
  await refused({ width: 0, height: 4, data: new Uint8Array() }).toThrow("at least 1 x 1 pixels, got 0 x 4");
  await refused({ width: 2, height: 2, data: new Uint8Array(5) }).toThrow(
    "to have 4, 8, 12, 16 elements (gray, gray and alpha, RGB, RGBA), got 5",
  );
  await refused({ width: 1, height: 1, data: new Float64Array(3) }).toThrow("got Float64Array");
  await refused({ width: 1e5, height: 1e5, data: new Uint8Array(3) }).toThrow(
    "at most 67108864 pixels, got 100000 x 100000; scale it to 8192 x 8192, or raise `maxPixels`",
  );
  await refused(7).toThrow("Expected `image` to be ImageData, ImageBitmap");
  await refused({ videoWidth: 0, videoHeight: 0, width: 640, height: 480 }).toThrow(
    "at least 1 x 1 pixels, got 0 x 0: not loaded yet, or closed",
  );
  await refused(new Blob(["x"])).toThrow("Expected a browser for a Blob");
  await refused({ naturalWidth: 3, naturalHeight: 3 }).toThrow("Expected a browser");
});

describe("segment(file) in Node", () => {
  const rgb = { width: 2, height: 1, channels: 3 } as const;
  const pixels = Buffer.from([200, 100, 50, 0, 60, 120]);
  const png = () => sharp(pixels, { raw: rgb }).png().toBuffer();

  test("takes a path, a file URL, a Buffer and an ArrayBuffer", async () => {
    const bytes = await png();
    const path = join(folder, "plain.png");
    writeFileSync(path, bytes);
    for (const source of [path, pathToFileURL(path), bytes, new Uint8Array(bytes).buffer]) {
      expect(await seen(source)).toEqual({ size: [2, 1], data: [...pixels] });
    }
  });

  test("turns an image upright as its EXIF orientation says", async () => {
    const bytes = await sharp(pixels, { raw: rgb }).withMetadata({ orientation: 6 }).png().toBuffer();
    // 6: the camera was turned by 90 degrees; upright, the first pixel is on top.
    expect(await seen(bytes)).toEqual({ size: [1, 2], data: [...pixels] });
  });

  test("converts gray, 16-bit and transparent images", async () => {
    const gray = await sharp(Buffer.from([10, 200]), { raw: { width: 2, height: 1, channels: 1 } })
      .toColourspace("b-w")
      .png()
      .toBuffer();
    expect((await seen(gray)).data).toEqual([10, 10, 10, 200, 200, 200]);
    const deep = await sharp(pixels, { raw: rgb }).toColourspace("rgb16").png().toBuffer();
    expect((await sharp(deep).metadata()).depth).toBe("ushort");
    expect((await seen(deep)).data).toEqual([...pixels]);
    const clear = await sharp(Buffer.from([200, 100, 50, 51]), { raw: { width: 1, height: 1, channels: 4 } })
      .png()
      .toBuffer();
    expect((await seen(clear)).data).toEqual([40, 20, 10]);
  });

  test("names the file that is missing, damaged, no image or too large", async () => {
    await expect(segmenter.segment(join(folder, "none.jpg"))).rejects.toThrow(
      /none\.jpg: Expected a readable file, found no such file/,
    );
    const noise = Uint8Array.from({ length: 64 * 64 * 3 }, (_, at) => (at * 7919) % 256);
    const bytes = await sharp(noise, { raw: { width: 64, height: 64, channels: 3 } })
      .jpeg()
      .toBuffer();
    const cut = join(folder, "cut.jpg");
    writeFileSync(cut, bytes.subarray(0, bytes.length / 2));
    await expect(segmenter.segment(cut)).rejects.toThrow(/cut\.jpg: Expected a whole image, found: /);
    await expect(segmenter.segment(Buffer.from("text"))).rejects.toThrow(/the bytes: Expected .* image/);
    const small = await createSegmenter({ model, maxPixels: 1000 });
    await expect(small.segment(bytes)).rejects.toThrow("at most 1000 pixels, found 64x64; scale it to 31x31");
    await small.dispose();
  });
});

test("createSegmenter({ model }) in Node takes paths: .onnx, and a folder with model.json", async () => {
  const path = join(folder, "face.onnx");
  writeFileSync(path, exportOnnx(model));
  const tfjs = join(folder, "tfjs");
  await model.save(
    tf.io.withSaveHandler(async ({ weightData, weightSpecs, ...rest }) => {
      const { mkdirSync } = await import("node:fs");
      mkdirSync(tfjs);
      writeFileSync(join(tfjs, "w.bin"), Buffer.from(tf.io.CompositeArrayBuffer.join(weightData)));
      writeFileSync(
        join(tfjs, "model.json"),
        JSON.stringify({ ...rest, weightsManifest: [{ paths: ["w.bin"], weights: weightSpecs }] }),
      );
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: "JSON" } };
    }),
  );
  for (const source of [path, pathToFileURL(path), tfjs, join(tfjs, "model.json")]) {
    const loaded = await createSegmenter({ model: source });
    expect(loaded.inputSize).toEqual({ width: 4, height: 4 });
    await loaded.dispose();
  }
  await expect(createSegmenter({ model: join(folder, "none.onnx") })).rejects.toThrow(
    /none\.onnx: Expected a readable file, found no such file/,
  );
});
