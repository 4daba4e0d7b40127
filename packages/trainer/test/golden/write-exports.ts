/**
 * Writes the three networks, in the form of the study and in their default form, as ONNX files, one also with weights in fewer bits, with an input, for check-exports.py.
 * Run: node --import tsx --conditions=@faceseg/source test/golden/write-exports.ts FOLDER
 */
import { writeFileSync } from "node:fs";
import { exportOnnx } from "@faceseg/onnx";
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { exportedFiles, picture, seededNetwork } from "../networks.ts";

const folder = process.argv[2];
if (folder === undefined) throw new Error("Expected the folder to write to as the first argument.");
await tf.ready();
for (const { file, network, precision } of exportedFiles) {
  const onnx = exportOnnx(seededNetwork(network), { outputName: "probabilities", precision });
  writeFileSync(`${folder}/${file}.onnx`, onnx);
}
writeFileSync(`${folder}/images.bin`, new Uint8Array(picture(2 * 32 * 64 * 3).buffer));
