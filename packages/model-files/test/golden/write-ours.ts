// Writes our models as .keras files for check_ours.py:
// node --import tsx --conditions=@faceseg/source test/golden/write-ours.ts FOLDER
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { saveKeras } from "../../src/save/save-keras.ts";
import { ourModels } from "../our-models.ts";

const [folder = "."] = process.argv.slice(2);
tf.env().set("IS_TEST", true);
// HDF5 notes when each dataset was made.
Date.now = () => 0;
for (const [name, make] of Object.entries(ourModels)) {
  writeFileSync(join(folder, `${name}.keras`), await saveKeras(await make()));
}
