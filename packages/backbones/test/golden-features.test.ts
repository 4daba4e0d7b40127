import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs-core";
import { model } from "@tensorflow/tfjs-layers";
import { mobileNetV2 } from "../src/index.ts";
import { loadWeights } from "../src/node.ts";
import { readPng } from "./read-png.ts";

const shared = fileURLToPath(new URL("../../../../shared/", import.meta.url));
const isThere = existsSync(`${shared}golden/mobilenetv2-features.json`) && existsSync(`${shared}weights`);
const maybe = isThere ? test : test.skip;
const skipped = isThere ? "" : " (skipped: no ../shared with weights and golden features)";

interface Golden {
  readonly images: string[];
  readonly taps: Record<string, Record<string, GoldenLayer>[]>;
}

interface GoldenLayer {
  readonly shape: number[];
  readonly mean: number;
  readonly std: number;
  readonly index: number[];
  readonly value: number[];
}

/** Names of block outputs in the golden file; block 16 has no residual addition. */
const layerName = (name: string) => (name === "block_16_out" ? "block_16_project_BN" : name);

/** Largest difference to the reference, relative to each value itself or, if that is larger, to the layer's spread. */
function largestDifference(tensor: tf.Tensor, { mean, std, index, value }: GoldenLayer): number {
  const data = tensor.dataSync();
  let [sum, squares] = [0, 0];
  for (const x of data) {
    sum += x;
    squares += x * x;
  }
  const foundMean = sum / data.length;
  const foundStd = Math.sqrt(squares / data.length - foundMean ** 2);
  const pairs = [[foundMean, mean], [foundStd, std], ...value.map((v, i) => [data[Number(index[i])], v])];
  return Math.max(
    ...pairs.map(([a, b]) => Math.abs(Number(a) - Number(b)) / Math.max(Math.abs(Number(b)), std)),
  );
}

maybe.each(["0.35", "1.0"])(
  `mobileNetV2(…) with the ImageNet weights of alpha %s gives the reference features to 1e-4${skipped}`,
  async (alpha) => {
    const golden = JSON.parse(readFileSync(`${shared}golden/mobilenetv2-features.json`, "utf8")) as Golden;
    const rows = golden.taps[alpha] ?? [];
    const names = Object.keys(rows[0] ?? {});
    expect([names.length, rows.length]).toEqual([9, 3]);
    const { input, features } = mobileNetV2({
      inputShape: [224, 224, 3],
      alpha: Number(alpha),
      taps: names.map(layerName),
    });
    const network = model({ inputs: input, outputs: features.map(({ tensor }) => tensor) });
    const report = await loadWeights(network, `${shared}weights/mobilenet_v2_${alpha}_224_no_top.h5`);
    expect([report.loaded.length, report.unused]).toEqual([104, []]);

    for (const [index, layers] of rows.entries()) {
      const { data, width, height } = readPng(`${shared}golden/${golden.images[index]}`);
      const image = tf.tensor(
        Float32Array.from(data, (byte) => byte / 255),
        [1, height, width, 3],
      );
      const outputs = network.predict(image) as tf.Tensor[];
      for (const [i, name] of names.entries()) {
        const expected = layers[name] as GoldenLayer;
        const found = outputs[i] as tf.Tensor;
        expect([name, ...found.shape]).toEqual([name, 1, ...expected.shape]);
        const difference = largestDifference(found, expected);
        expect([name, difference < 1e-4 ? "fits" : difference]).toEqual([name, "fits"]);
      }
      tf.dispose([image, ...outputs]);
    }
    network.dispose();
  },
  60_000,
);

maybe(`loadWeights(model, path) names both alphas when they differ${skipped}`, async () => {
  const { input, features } = mobileNetV2({ inputShape: [32, 32, 3] });
  const network = model({ inputs: input, outputs: features.map(({ tensor }) => tensor) });
  await expect(loadWeights(network, `${shared}weights/mobilenet_v2_0.35_224_no_top.h5`)).rejects.toThrow(
    "do not fit the model: the file looks like alpha 0.35, the model has alpha 1; nothing was loaded",
  );
  network.dispose();
});
