import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { temporaryFolder } from "../../trainer/test/temporary-folder.ts";
import { loadModel } from "../src/index.ts";
import type { JsonObject } from "../src/json/parse-json.ts";
import * as node from "../src/node/load-model.ts";
import { huggingFaceNotes } from "../src/notes/hugging-face.ts";
import { goldenJson } from "./golden-file.ts";
import { onnxWithNote } from "./onnx-with-note.ts";

const folder = temporaryFolder();

const { pixel, cases } = goldenJson<{
  pixel: number[];
  cases: { settings: JsonObject; values: number[] }[];
}>("hugging-face.json");

const segformer = cases[0]?.settings as JsonObject;
const config = { model_type: "segformer", id2label: { 0: "background", 1: "skin", 2: "hair" } };

test.each(cases)(
  "huggingFaceNotes(...) of %j prepares a pixel as Transformers does",
  ({ settings, values }) => {
    const {
      mean,
      std,
      inputRange = [0, 1],
      channelOrder,
      inputSize,
    } = huggingFaceNotes({
      config: undefined,
      preprocessor: settings,
    });
    const [black, white] = inputRange;
    const found = pixel.map((value, channel) =>
      mean && std
        ? (value / 255 - (mean[channel] as number)) / (std[channel] as number)
        : black + (value / 255) * (white - black),
    );
    if (channelOrder === "bgr") found.reverse();
    for (const [channel, value] of values.entries()) expect(found[channel]).toBeCloseTo(value, 4);
    expect(inputSize).toEqual({ width: 8, height: 8 });
  },
);

test.each<[string, JsonObject, string]>([
  [
    "reduced labels",
    { do_reduce_labels: true },
    "Expected `do_reduce_labels` of its preprocessor_config.json to be false",
  ],
  ["labels reduced as files of old call it", { reduce_labels: true }, "Expected `reduce_labels`"],
  [
    "what is not done here",
    { do_pad: true },
    "Expected `do_pad` of its preprocessor_config.json to be false, as nothing here does that, found true",
  ],
  [
    "a mean of two",
    { image_mean: [0.5, 0.5] },
    "Expected `image_mean` of its preprocessor_config.json to be three numbers, found [0.5,0.5]",
  ],
  ["no mean", { image_mean: null }, "Expected `image_mean`"],
  ["a factor that is none", { rescale_factor: 0 }, "Expected `rescale_factor`"],
  [
    "nothing about normalization",
    { do_normalize: null },
    "Expected `do_normalize` of its preprocessor_config.json to be true or false",
  ],
  ["BGR after normalization", { do_flip_channel_order: true }, "Expected `do_flip_channel_order`"],
])("huggingFaceNotes(...) refuses %s", (_, change, message) => {
  expect(() => huggingFaceNotes({ config: undefined, preprocessor: { ...segformer, ...change } })).toThrow(
    message,
  );
});

test.each<[string, JsonObject["x"] | undefined, JsonObject, JsonObject["x"] | undefined]>([
  ["a number: a square", 512, {}, { width: 512, height: 512 }],
  ["a shortest edge: the image keeps its shape", { shortest_edge: 512 }, {}, undefined],
  ["no resizing", { height: 9, width: 7 }, { do_resize: false }, undefined],
  ["width and height", { height: 9, width: 7 }, {}, { width: 7, height: 9 }],
])("huggingFaceNotes(...) reads the size: %s", (_, size, more, expected) => {
  const preprocessor = { ...segformer, ...more, size: size as JsonObject["x"] } as JsonObject;
  expect(huggingFaceNotes({ config: undefined, preprocessor }).inputSize).toEqual(expected);
});

test("huggingFaceNotes(...) takes the classes of id2label, which must be whole and fit label2id", () => {
  const classesOf = (id2label: unknown, label2id?: unknown) =>
    huggingFaceNotes({
      config: { model_type: "x", id2label, ...(label2id !== undefined && { label2id }) } as JsonObject,
      preprocessor: segformer,
    }).classes;
  expect(classesOf({ 1: "skin", 0: "background" }, { skin: 1, background: 0 })).toEqual([
    "background",
    "skin",
  ]);
  expect(classesOf({ 0: "LABEL_0", 1: "LABEL_1" })).toBeUndefined();
  expect(() => classesOf({ 0: "a", 2: "b" })).toThrow(
    "Expected `id2label` of its config.json to have a name for each id",
  );
  expect(() => classesOf(["a", 1])).toThrow("Expected `id2label`");
  expect(() => classesOf({ 0: "a", 1: "b" }, { a: 1, b: 0 })).toThrow(
    'to give one id for "a", found 0 and 1',
  );
});

test("huggingFaceNotes(...) wants to know how images are prepared, but of Transformers' models only", () => {
  expect(() => huggingFaceNotes({ config, preprocessor: undefined })).toThrow(
    "Expected a preprocessor_config.json with the config.json",
  );
  expect(huggingFaceNotes({ config: { theme: "dark" }, preprocessor: undefined })).toEqual({});
  expect(huggingFaceNotes({ config: undefined, preprocessor: undefined })).toEqual({});
});

const write = (file: string, content: object | Uint8Array) =>
  writeFile(file, content instanceof Uint8Array ? content : JSON.stringify(content));

test("loadModel(file) of an ONNX file reads them beside it, or above its folder onnx; notes of its own come first", async () => {
  const place = join(folder(), "face");
  await mkdir(join(place, "onnx"), { recursive: true });
  await write(join(place, "config.json"), config);
  await write(join(place, "preprocessor_config.json"), segformer);
  const bytes = onnxWithNote("producer", "x");
  for (const name of ["model.onnx", "onnx/model.onnx"]) {
    await write(join(place, name), bytes);
    expect((await node.loadModel(join(place, name))).metadata).toEqual({
      classes: ["background", "skin", "hair"],
      mean: [0.485, 0.456, 0.406],
      std: [0.229, 0.224, 0.225],
      inputSize: { width: 8, height: 8 },
    });
  }
  expect((await loadModel(bytes)).metadata).toEqual({});
  await write(join(place, "own.onnx"), onnxWithNote("inputRange", "[0,255]"));
  expect((await node.loadModel(join(place, "own.onnx"))).metadata).toEqual({ inputRange: [0, 255] });
  await writeFile(join(place, "config.json"), "{");
  await expect(node.loadModel(join(place, "model.onnx"))).rejects.toThrow(
    `${join(place, "config.json")}: Expected config.json to be JSON`,
  );
});

test("loadModel(url) of an ONNX file asks for them; what is missing, or a page for everything, is nothing", async () => {
  const files = new Map<string, string | Uint8Array>([
    ["/a/config.json", JSON.stringify(config)],
    ["/a/preprocessor_config.json", JSON.stringify(segformer)],
  ]);
  const bytes = onnxWithNote("producer", "x");
  for (const path of ["/a/onnx/face.onnx", "/b/face.onnx", "/page/face.onnx"]) files.set(path, bytes);
  const server = createServer(({ url = "" }, answer) => {
    const found = files.get(url) ?? (url.startsWith("/page/") ? "<!doctype html>" : undefined);
    answer.writeHead(found === undefined ? 404 : 200, { connection: "close" }).end(found);
  });
  await new Promise<void>((done) => server.listen(0, done));
  const url = (path: string) => `http://localhost:${(server.address() as AddressInfo).port}${path}`;
  expect((await loadModel(url("/a/onnx/face.onnx"))).metadata).toMatchObject({
    classes: ["background", "skin", "hair"],
  });
  expect((await loadModel(url("/b/face.onnx"))).metadata).toEqual({});
  expect((await loadModel(url("/page/face.onnx"))).metadata).toEqual({});
  server.close();
});
