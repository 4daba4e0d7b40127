import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as tfl from "@tensorflow/tfjs-layers";
import { KerasFileError } from "../src/errors/keras-file-error.ts";
import { loadLayersModel } from "../src/node/load-model.ts";
import { saveModel } from "../src/node/save-model.ts";
import { predict } from "./golden-file.ts";

const folder = mkdtempSync(join(tmpdir(), "faceseg-keras-"));
afterAll(() => rmSync(folder, { recursive: true }));

const tiny = () =>
  tfl.sequential({
    name: "tiny",
    layers: [tfl.layers.conv2d({ filters: 2, kernelSize: 1, inputShape: [2, 2, 1] })],
  });

test("saveModel(model, file) replaces the file, and loadLayersModel reads it from a path, a URL and bytes", async () => {
  const path = join(folder, "model.keras");
  writeFileSync(path, "old");
  const model = tiny();
  await saveModel(model, path);
  expect(readdirSync(folder)).toEqual(["model.keras"]);
  for (const source of [path, pathToFileURL(path)]) {
    expect(predict(await loadLayersModel(source))).toEqual(predict(model));
  }
});

test("saveModel(model, file) leaves what was there when the model cannot be written", async () => {
  const path = join(folder, "kept.keras");
  writeFileSync(path, "old");
  const model = tfl.sequential({ layers: [tfl.layers.thresholdedReLU({ inputShape: [1] })] });
  await expect(saveModel(model, path)).rejects.toThrow(KerasFileError);
  await expect(loadLayersModel(path)).rejects.toThrow(`${path}: Expected a whole ONNX file, found 3 bytes`);
});

test("saveModel(model, file) refuses kinds of files that it does not write", async () => {
  await expect(saveModel(tiny(), join(folder, "model.h5"))).rejects.toThrow("model.keras");
});
