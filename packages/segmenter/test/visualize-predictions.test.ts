import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ignoreId, type LabelMap, lapa11, type RgbImage } from "@faceseg/image";
import { saveImage, saveLabelMap } from "@faceseg/image/node";
import * as tf from "@tensorflow/tfjs-core";
import sharp from "sharp";
import { createSegmenter, visualizePredictions } from "../src/node.ts";
import { colorNetwork, faceLabels, painted } from "./painted.ts";

const side = 48;
const network = colorNetwork(side);
/** Sees hair where the other sees skin, and the other way round. */
const exchanged = colorNetwork(side, {
  known: lapa11.classes.map((one) => ({
    ...one,
    color: (lapa11.classes[one.id === 1 ? 10 : one.id === 10 ? 1 : one.id] ?? one).color,
  })),
});
const face = await faceLabels(side);
const folder = mkdtempSync(join(tmpdir(), "faceseg-visualize-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The pixels of a place on the sheet. */
async function cut(
  png: Uint8Array,
  left: number,
  top: number,
  width = side,
  height = side,
): Promise<RgbImage> {
  const data = await sharp(png).extract({ left, top, width, height }).removeAlpha().raw().toBuffer();
  return { width, height, data: new Uint8Array(data) };
}

const isBlank = ({ data }: RgbImage) => data.every((value) => value === 255);
/** Where the columns and the first row without a title start, by the layout that the sheet documents. */
const [gap, line] = [8, 20];
const column = (index: number) => gap + index * (side + gap);
const firstRow = line + gap;

test("visualizePredictions({ models, images }) draws image, truth and masks in columns under titles", async () => {
  const swapped: LabelMap = {
    ...face,
    data: face.data.map((id) => (id === 1 ? 10 : id === 10 ? 1 : id)),
  };
  const png = await visualizePredictions({
    models: { one: network, other: exchanged },
    images: [{ image: painted(face), truth: face }],
    columnWidth: side,
  });
  const image = painted(face);
  expect(await cut(png, column(0), firstRow)).toEqual(image);
  expect(await cut(png, column(1), firstRow)).toEqual(image);
  expect(await cut(png, column(2), firstRow)).toEqual(image);
  expect(await cut(png, column(3), firstRow)).toEqual(painted(swapped));
  for (let index = 0; index < 4; index++) {
    expect(isBlank(await cut(png, column(index), 0, side, line))).toBe(false);
    expect(isBlank(await cut(png, column(index) - gap, firstRow, gap, side))).toBe(true);
  }
  const { width = 0 } = await sharp(png).metadata();
  expect(width).toBe(column(4));
});

test("visualizePredictions(...) shows in the legend the color of every class", async () => {
  const png = await visualizePredictions({ models: { one: network }, images: [painted(face)] });
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const legend = data.subarray(3 * info.width * (firstRow + 192 + gap));
  const seen = new Set<string>();
  for (let at = 0; at < legend.length; at += 3) seen.add([...legend.subarray(at, at + 3)].join());
  for (const { color } of lapa11.classes) expect(seen).toContain(color.join());
});

test("visualizePredictions(...) takes files, writes one, and leaves a place empty where no truth is given", async () => {
  const [photo, labels, file] = ["photo.png", "labels.png", "out.png"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await saveImage(photo, painted(face));
  const truth = { ...face, data: face.data.map((id) => (id === 0 ? ignoreId : id)) };
  await saveLabelMap(labels, truth, lapa11);
  const png = await visualizePredictions({
    models: { one: network },
    images: [photo, { image: photo, truth: labels, title: "" }],
    columnWidth: side,
    file,
  });
  expect(new Uint8Array(readFileSync(file))).toEqual(new Uint8Array(png));
  // The first row is named after its file; the second has no title.
  expect(isBlank(await cut(png, gap, firstRow, side, line))).toBe(false);
  const top = firstRow + line;
  expect(await cut(png, column(0), top)).toEqual(painted(face));
  expect(isBlank(await cut(png, column(1), top))).toBe(true);
  expect(await cut(png, column(1), top + side + gap)).toEqual(painted(truth));
});

test("visualizePredictions(...) keeps the shape of an image, and takes any title", async () => {
  const image = { width: 2 * side, height: side, data: new Uint8Array(2 * side * side * 3).fill(70) };
  const png = await visualizePredictions({
    models: { "<a & b>, much too long for a narrow column": network },
    images: [image],
    columnWidth: side,
  });
  expect(await cut(png, column(0), firstRow, side, side / 2)).toEqual({
    width: side,
    height: side / 2,
    data: new Uint8Array((side * side * 3) / 2).fill(70),
  });
});

test("visualizePredictions(...) leaves a given segmenter in use, and no tensor", async () => {
  const segmenter = await createSegmenter({ model: network });
  const before = tf.memory().numTensors;
  await visualizePredictions({
    models: { one: segmenter, two: [network, network] },
    images: [painted(face)],
  });
  expect(tf.memory().numTensors).toBe(before);
  expect((await segmenter.segment(painted(face))).labels).toEqual(face.data);
  await segmenter.dispose();
});

test("visualizePredictions(...) says what is wrong", async () => {
  const images = [painted(face)];
  await expect(visualizePredictions({ models: {}, images })).rejects.toThrow("`models` to have at least one");
  await expect(visualizePredictions({ models: { one: network }, images: [] })).rejects.toThrow("`images`");
  await expect(visualizePredictions({ models: { one: network }, images, columnWidth: 8.5 })).rejects.toThrow(
    "whole number of at least 16, got 8.5; the nearest is 16",
  );
  const small = await faceLabels(16);
  await expect(
    visualizePredictions({ models: { one: network }, images: [{ image: painted(face), truth: small }] }),
  ).rejects.toThrow("Expected `truth` of an image to have its 48 x 48 pixels, got 16 x 16");
  const few = colorNetwork(side, { known: lapa11.classes.slice(0, 3) });
  await expect(visualizePredictions({ models: { one: network, few }, images })).rejects.toThrow(
    /Expected `models` of the same classes, got background, .* and background, skin, left eyebrow of "few"/,
  );
});
