// Writes this project's networks in full size, random weights, as .keras files, for keras_files.py:
// node --import tsx --conditions=@faceseg/source bench/keras-files.ts FOLDER
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadLayersModel, saveModel } from "@faceseg/model-files/node";
import { createSession, exportOnnx } from "@faceseg/onnx";
import { buildPspnet } from "@faceseg/pspnet";
import { buildSegnet } from "@faceseg/segnet";
import { buildUnet } from "@faceseg/unet";
import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { buildStudyPspnet } from "../../../examples/study/src/networks/pspnet.ts";
import { buildStudySegnet } from "../../../examples/study/src/networks/segnet.ts";
import { buildStudyUnet } from "../../../examples/study/src/networks/unet.ts";
import "@tensorflow/tfjs-backend-cpu";

const [folder = "."] = process.argv.slice(2);
tf.env().set("IS_TEST", true);
const form = { inputShape: [256, 256, 3], numClasses: 11, seed: 1 } as const;
const networks: Readonly<Record<string, () => LayersModel>> = {
  unet: () => buildUnet(form),
  pspnet: () => buildPspnet(form),
  segnet: () => buildSegnet(form),
  "segnet-vgg16": () => buildSegnet({ ...form, encoder: "vgg16" }),
  "unet-study": () => buildStudyUnet(form),
  "pspnet-study": () => buildStudyPspnet(form),
  "segnet-study": () => buildStudySegnet(form),
};
const pixels = Float32Array.from({ length: 256 * 256 * 3 }, (_, i) => ((i * 7919 + 13) % 256) / 255);
/** What the network computes, by ONNX Runtime: TensorFlow.js takes minutes for the largest. */
async function predict(model: LayersModel): Promise<Float32Array> {
  const session = await createSession(exportOnnx(model, { outputName: "probabilities" }));
  const { probabilities } = await session.run({ images: pixels });
  await session.dispose();
  return probabilities as Float32Array;
}

const step = 1801;

for (const [name, build] of Object.entries(networks)) {
  const model = build();
  const path = join(folder, `${name}.keras`);
  await saveModel(model, path);
  const values = await predict(model);
  const loaded = await loadLayersModel(path);
  const again = await predict(loaded);
  const difference = values.reduce(
    (worst, value, i) => Math.max(worst, Math.abs(value - Number(again[i]))),
    0,
  );
  const sampled = Array.from(values).filter((_, i) => i % step === 0);
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ step, values: sampled }));
  console.log(name, `${model.countParams()} parameters, loaded again: largest difference`, difference);
  for (const network of [model, loaded]) network.dispose();
}
