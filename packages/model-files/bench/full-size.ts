// Loads the networks that full_size.py made, compares what they compute, and writes them again for Keras.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { loadLayersModel } from "../src/node/load-model.ts";
import { saveModel } from "../src/node/save-model.ts";
import "@tensorflow/tfjs-backend-cpu";

const [folder = "."] = process.argv.slice(2);
tf.env().set("IS_TEST", true);
const seconds = async <T>(run: () => Promise<T>): Promise<[T, string]> => {
  const start = performance.now();
  return [await run(), `${((performance.now() - start) / 1000).toFixed(1)} s`];
};

for (const file of readdirSync(folder).filter((name) => /-[\d.]+\d\.keras$/.test(name))) {
  const path = join(folder, file);
  const [model, loading] = await seconds(() => loadLayersModel(path));
  const [, saving] = await seconds(() => saveModel(model, path.replace(/keras$/, "ours.keras")));
  const index = Float32Array.from({ length: 256 * 256 * 3 }, (_, i) => ((i * 7919 + 13) % 256) / 255);
  const picture = tf.tensor4d(index, [1, 256, 256, 3]);
  const [values] = await seconds(() => (model.predict(picture) as tf.Tensor).data());
  const [expected] = JSON.parse(readFileSync(path.replace(/keras$/, "json"), "utf8"));
  const differences = expected.values.map((value: number, at: number) =>
    Math.abs(value - Number(values[at * expected.step])),
  );
  const size = `${(statSync(path).size / 1e6).toFixed(1)} MB`;
  console.log(
    file,
    size,
    `loaded in ${loading}, saved in ${saving}, largest difference`,
    Math.max(...differences),
  );
  model.dispose();
}
