import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";

/** About 200 values of an array: every `step`th. */
export interface Sample {
  readonly shape: number[];
  readonly step: number;
  readonly values: number[];
}

const file = (name: string) => readFileSync(new URL(`golden/${name}`, import.meta.url));

/** A file of the golden folder, unpacked where it ends in .gz. */
export const golden = (name: string): Uint8Array =>
  new Uint8Array(name.endsWith(".gz") ? gunzipSync(file(name)) : file(name));

export const goldenJson = <T>(name: string): T => JSON.parse(file(name).toString());

/** What the Python scripts give the models: values in [0, 1]. */
export function picture(shape: number[]): tf.Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, (_, index) => ((index * 7919 + 13) % 256) / 255),
    shape,
  );
}

/** What the model computes for these pictures. */
export function predict(model: LayersModel): { shape: number[]; data: Float32Array }[] {
  const shapes = model.inputs.map(({ shape }) => [1, ...shape.slice(1)] as number[]);
  return tf.tidy(() => {
    const outputs = model.predict(shapes.map(picture)) as tf.Tensor | tf.Tensor[];
    return [outputs]
      .flat()
      .map((output) => ({ shape: output.shape, data: output.dataSync() as Float32Array }));
  });
}

/** The largest difference from what Keras computed. */
export function difference(model: LayersModel, expected: readonly Sample[]): number {
  const outputs = predict(model);
  expect(outputs.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape));
  const differences = expected.flatMap(({ step, values }, output) =>
    values.map((value, index) => Math.abs(value - (outputs[output]?.data[index * step] ?? Number.NaN))),
  );
  expect(differences.some(Number.isNaN)).toBe(false);
  return Math.max(...differences);
}
