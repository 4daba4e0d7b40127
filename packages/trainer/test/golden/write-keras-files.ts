// Writes narrow networks as .keras files for check-keras-files.py:
// node --import tsx --conditions=@faceseg/source test/golden/write-keras-files.ts FOLDER
import "@tensorflow/tfjs-backend-cpu";
import { join } from "node:path";
import { saveModel } from "@faceseg/model-files/node";
import * as tf from "@tensorflow/tfjs-core";
import { defaultNetworks, networks, seededNetwork } from "../networks.ts";

const [folder = "."] = process.argv.slice(2);
tf.env().set("IS_TEST", true);
await tf.ready();
for (const name of Object.keys({ ...networks, ...defaultNetworks }))
  await saveModel(seededNetwork(name), join(folder, `${name}.keras`));
