import { syntheticFaces } from "@faceseg/data/synthetic";
import { colorize, type FaceClass, type LabelMap, lapa11, taxonomyNotes } from "@faceseg/image";
import * as tf from "@tensorflow/tfjs-core";
import { input, type LayersModel, layers, model, type SymbolicTensor } from "@tensorflow/tfjs-layers";

/**
 * A network that knows each class by its color, and whose notes name the classes: its logits are greatest for the nearest color, so that what it must
 * find in a painted label map is the label map.
 */
export function colorNetwork(
  size: number | { width: number; height: number },
  options: { activation?: "softmax" | "linear"; known?: readonly FaceClass[] } = {},
): LayersModel {
  const { activation = "softmax", known = lapa11.classes } = options;
  const { width, height } = typeof size === "number" ? { width: size, height: size } : size;
  const image = input({ shape: [height, width, 3] });
  const nearest = layers.conv2d({ filters: known.length, kernelSize: 1, name: "logits" });
  const logits = nearest.apply(image) as SymbolicTensor;
  const outputs = layers.activation({ activation }).apply(logits) as SymbolicTensor;
  const colors = known.map(({ color }) => color.map((value) => value / 255));
  const kernel = [0, 1, 2].map((channel) => colors.map((color) => 80 * (color[channel] as number)));
  const bias = colors.map((color) => -40 * color.reduce((sum, value) => sum + value ** 2, 0));
  tf.tidy(() => nearest.setWeights([tf.tensor4d(kernel.flat(), [1, 1, 3, known.length]), tf.tensor1d(bias)]));
  const network = model({ inputs: image, outputs });
  network.setUserDefinedMetadata({ classes: known.map(({ name }) => name) });
  return network;
}

/** Notes for files of such networks. */
export const notes = taxonomyNotes(lapa11);

/** The label map of a drawn face. */
export async function faceLabels(size: number, seed = 1): Promise<LabelMap> {
  const [sample] = syntheticFaces({ count: 1, size, seed }).samples;
  const pair = await sample?.load();
  if (!pair) throw new Error("no face");
  return pair.labels;
}

/** A label map in the colors of its classes. */
export const painted = (labels: LabelMap) => colorize(labels, lapa11);

/** Every pixel of a label map `times` times across and down. */
export function enlarged({ width, height, data }: LabelMap, times: number): LabelMap {
  const size = { width: width * times, height: height * times };
  const at = (index: number) => {
    const [x, y] = [index % size.width, Math.floor(index / size.width)];
    return data[Math.floor(y / times) * width + Math.floor(x / times)] as number;
  };
  return { ...size, data: Uint8Array.from({ length: size.width * size.height }, (_, index) => at(index)) };
}

/** The share of pixels in which two label maps agree. */
export const agreement = (a: Uint8Array, b: Uint8Array): number =>
  a.length === b.length ? a.reduce((same, id, at) => same + (id === b[at] ? 1 : 0), 0) / a.length : 0;
