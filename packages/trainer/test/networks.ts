import type { Precision } from "@faceseg/onnx";
import { buildPspnet } from "@faceseg/pspnet";
import { buildSegnet } from "@faceseg/segnet";
import { buildUnet } from "@faceseg/unet";
import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { buildStudyPspnet } from "../../../examples/study/src/networks/pspnet.ts";
import { buildStudySegnet } from "../../../examples/study/src/networks/segnet.ts";
import { buildStudyUnet } from "../../../examples/study/src/networks/unet.ts";

const options = { inputShape: [32, 64, 3] as const, numClasses: 5, seed: 7 } as const;

const narrow = { ...options, alpha: 0.35, width: 1 / 16 } as const;

/** The study's three networks, very narrow. */
export const networks: Readonly<Record<string, () => LayersModel>> = {
  unet: () => buildStudyUnet({ ...options, alpha: 0.35, width: 1 / 32 }),
  pspnet: () => buildStudyPspnet({ ...options, alpha: 0.35, width: 1 / 32 }),
  segnet: () => buildStudySegnet({ ...options, width: 1 / 32 }),
};

/** The networks whose files are checked: also their default forms. */
export const exported: Readonly<Record<string, () => LayersModel>> = {
  ...networks,
  "unet-default": () => buildUnet({ ...options, alpha: 0.35, width: 1 / 16 }),
  "pspnet-default": () => buildPspnet({ ...options, alpha: 0.35, width: 1 / 16 }),
  "segnet-default": () => buildSegnet({ ...options, alpha: 0.35, width: 1 / 16 }),
};

/** The files that are checked: each network, and one of them with weights in fewer bits. */
export const exportedFiles: readonly { file: string; network: string; precision: Precision }[] = [
  ...Object.keys(exported).map((network) => ({ file: network, network, precision: "float32" as const })),
  { file: "pspnet-default-float16", network: "pspnet-default", precision: "float16" },
  { file: "pspnet-default-int8", network: "pspnet-default", precision: "int8" },
];

/** The default forms, as narrow; their layers are those that Keras lacks, among others. */
export const defaultNetworks: Readonly<Record<string, () => LayersModel>> = {
  "default unet": () => buildUnet({ ...narrow, finest: "stem", upsampling: "bilinear" }),
  "default pspnet": () => buildPspnet(narrow),
  "default segnet": () => buildSegnet(narrow),
  "default segnet on VGG16": () => buildSegnet({ ...narrow, encoder: "vgg16", alpha: 1 / 16 }),
};

/** A picture of smooth noise that Python can make too. */
export const picture = (count: number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => 0.5 + 0.5 * Math.sin(i * 0.37 + 3 * Math.sin(i * 0.0173)));

/** A network whose batch normalisation has statistics and parameters of its own, the same in every process. */
export function seededNetwork(name: string): LayersModel {
  const model = ({ ...exported, ...defaultNetworks }[name] as () => LayersModel)();
  for (const [i, variable] of model.weights.entries()) {
    if (variable.shape.length !== 1) continue;
    const noise = Array.from({ length: variable.shape[0] as number }, (_, j) => Math.sin(i * 1.7 + j * 0.9));
    const isScale = /gamma|variance/.test(variable.name);
    variable.write(tf.tensor1d(noise.map((x) => (isScale ? 1 + 0.3 * x : 0.2 * x))));
  }
  return model;
}
