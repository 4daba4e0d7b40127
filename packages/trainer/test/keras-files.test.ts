import { readFileSync } from "node:fs";
import { loadLayersModel, saveKeras } from "@faceseg/model-files";
import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { defaultNetworks, networks, picture, seededNetwork } from "./networks.ts";

const path = new URL("./golden/keras-files.json", import.meta.url);

/** Every 51st number of what Keras computes with each network's file, by Keras's version; by golden/check-keras-files.py. */
const golden = JSON.parse(readFileSync(path, "utf8")) as Record<string, Record<string, number[]>>;

const outputOf = (model: LayersModel) =>
  tf.tidy(() => (model.predict(tf.tensor4d(picture(32 * 64 * 3), [1, 32, 64, 3])) as tf.Tensor).dataSync());

test.each(Object.keys({ ...networks, ...defaultNetworks }))(
  "saveKeras(model) of %s gives a file with which Keras computes the same, and so does loadLayersModel(file)",
  async (name) => {
    const model = seededNetwork(name);
    const output = outputOf(model);
    for (const version of ["3.5", "3.15"]) {
      const expected = golden[name]?.[version] as number[];
      expect(expected).toHaveLength(Math.ceil(output.length / 51));
      for (const [i, value] of expected.entries())
        expect(Math.abs((output[i * 51] as number) - value)).toBeLessThan(1e-4);
    }
    const loaded = await loadLayersModel(await saveKeras(model));
    expect(outputOf(loaded)).toEqual(output);
    for (const network of [model, loaded]) network.dispose();
  },
);
