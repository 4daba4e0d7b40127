import { readFileSync } from "node:fs";
import { createSession, exportOnnx } from "@faceseg/onnx";
import * as tf from "@tensorflow/tfjs-core";
import { exportedFiles, picture, seededNetwork } from "./networks.ts";

interface Golden {
  readonly shape: number[];
  readonly sum_of_squares: number;
  /** Every so manyth number of the output, 400 steps in all. */
  readonly values: number[];
}

const path = new URL("./golden/exports.json", import.meta.url);

/** What Python's ONNX Runtime gave for the same files; made by golden/check-exports.py. */
const golden = JSON.parse(readFileSync(path, "utf8")) as Record<string, Golden>;

const [height, width] = [32, 64];

/** How far probabilities may lie from TensorFlow.js's. */
const tolerances = { float32: 1e-5, float16: 2e-4, int8: 5e-3 } as const;

test.each(exportedFiles)(
  "exportOnnx($file) gives the same in Python's ONNX Runtime and nearly that in TensorFlow.js, for any batch",
  async ({ file, network: name, precision }) => {
    const { shape, sum_of_squares, values } = golden[file] as Golden;
    const network = seededNetwork(name);
    const session = await createSession(exportOnnx(network, { outputName: "probabilities", precision }));
    const images = picture(2 * height * width * 3);
    const output = (await session.run({ images }))["probabilities"] as Float32Array;
    expect(output.length).toBe(shape.reduce((a, b) => a * b, 1));
    const stride = Math.floor(output.length / 400);
    for (const [i, value] of values.entries())
      expect(Math.abs((output[i * stride] as number) - value)).toBeLessThan(1e-5);
    expect(output.reduce((sum, x) => sum + x * x, 0) / sum_of_squares).toBeCloseTo(1, 5);

    const one = images.subarray(0, height * width * 3);
    const eager = (network.predict(tf.tensor4d(one, [1, height, width, 3])) as tf.Tensor).dataSync();
    const single = (await session.run({ images: one }))["probabilities"] as Float32Array;
    expect(Math.max(...eager.map((p, i) => Math.abs(p - (single[i] as number))))).toBeLessThan(
      tolerances[precision],
    );
    await session.dispose();
  },
  180_000,
);
