import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as tfl from "@tensorflow/tfjs-layers";
import { KerasFileError } from "../src/keras/keras-file-error.ts";
import { loadKeras } from "../src/keras/load-keras-node.ts";
import { saveKeras } from "../src/keras/save-keras-node.ts";
import { predict } from "./golden-file.ts";

const folder = mkdtempSync(join(tmpdir(), "faceseg-keras-"));
afterAll(() => rmSync(folder, { recursive: true }));

const tiny = () =>
  tfl.sequential({
    name: "tiny",
    layers: [tfl.layers.conv2d({ filters: 2, kernelSize: 1, inputShape: [2, 2, 1] })],
  });

test("saveKeras(model, path) replaces the file, and loadKeras reads it from a path, a URL and bytes", async () => {
  const path = join(folder, "model.keras");
  writeFileSync(path, "old");
  const model = tiny();
  await saveKeras(model, path);
  expect(readdirSync(folder)).toEqual(["model.keras"]);
  for (const source of [path, pathToFileURL(path)]) {
    expect(predict(await loadKeras(source))).toEqual(predict(model));
  }
});

test("saveKeras(model, path) leaves what was there when the model cannot be written", async () => {
  const path = join(folder, "kept.keras");
  writeFileSync(path, "old");
  const model = tfl.sequential({ layers: [tfl.layers.thresholdedReLU({ inputShape: [1] })] });
  await expect(saveKeras(model, path)).rejects.toThrow(KerasFileError);
  await expect(loadKeras(path)).rejects.toThrow(`${path}: Expected a Keras .h5 file (HDF5), got 3 bytes`);
});

test("saveKeras(model, path) wants a name that Keras loads", async () => {
  await expect(saveKeras(tiny(), join(folder, "model.h5"))).rejects.toThrow("model.h5.keras would do");
});
