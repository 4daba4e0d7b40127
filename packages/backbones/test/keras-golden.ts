import * as tf from "@tensorflow/tfjs-core";
import { model as createModel, type LayersModel, type SymbolicTensor } from "@tensorflow/tfjs-layers";

/** What golden/make-keras-golden.py writes: layers are [name, type, output shape, weight shapes]. */
export interface KerasGolden {
  readonly layers: readonly (readonly string[])[];
  readonly parameters: number;
  readonly macs: number;
}

const text = (shape: readonly (number | null)[]) => shape.join("x");

/** The same description of a tfjs model. */
export function describeLikeKeras(model: LayersModel): Omit<KerasGolden, "macs"> {
  const layers = model.layers
    .filter(({ weights }) => weights.length > 0)
    .map((layer) => [
      layer.name,
      layer.getClassName(),
      text((layer.output as SymbolicTensor).shape.slice(1)),
      layer.weights.map(({ shape }) => text(shape)).join(" "),
    ]);
  return { layers, parameters: model.countParams() };
}

/** Numbers in [0, 1): the script's `noise`. */
export function noise(seed: number, size: number): Float32Array {
  return Float32Array.from({ length: size }, (_, i) => {
    const x = Math.sin(12.9898 * (i + 1) + 78.233 * seed) * 43758.5453;
    return x - Math.floor(x);
  });
}

/** The script's `weight`. */
function weight(seed: number, shape: number[], index: number, count: number): tf.Tensor {
  const x = noise(seed, tf.util.sizeFromShape(shape));
  const [height = 1, width = 1, channels = 1, filters] = shape;
  const amplitude = Math.sqrt(6 / (height * width * (filters === 1 ? 1 : channels)));
  const base = count === 4 && (index === 0 || index === 3) ? 1 : 0;
  const values =
    shape.length === 4 ? x.map((v) => (2 * v - 1) * amplitude) : x.map((v) => base + 0.4 * (v - 0.5));
  return tf.tensor(values, shape);
}

/** The 200 values of the output of the layer called `output` that the script's `sample` gives. */
export function sampleLikeKeras(model: LayersModel, output: string): number[] {
  return tf.tidy(() => {
    let seed = 0;
    for (const layer of model.layers) {
      const count = layer.weights.length;
      layer.setWeights(
        layer.weights.map(({ shape }, index) => weight(++seed, shape as number[], index, count)),
      );
    }
    const shape = model.inputs[0]?.shape.slice(1) as number[];
    const image = tf.tensor(noise(0, tf.util.sizeFromShape(shape)), [1, ...shape]);
    const upToOutput = createModel({ inputs: model.inputs, outputs: model.getLayer(output).output });
    const y = (upToOutput.predict(image) as tf.Tensor).dataSync();
    return Array.from({ length: 200 }, (_, i) => y[(i * 7919) % y.length] as number);
  });
}

/** The largest absolute difference of two lists of equal length. */
export function largestDifference(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  return Math.max(...a.map((value, i) => Math.abs(value - (b[i] as number))));
}
