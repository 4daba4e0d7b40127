import "./quiet.ts";
// Holds the weights while a network is built, and runs the engine "tfjs", slowly.
import "@tensorflow/tfjs-backend-cpu";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { buildNetwork } from "faceseg";
import { buildStudyPspnet } from "../../examples/study/src/networks/pspnet.ts";
import { buildStudySegnet } from "../../examples/study/src/networks/segnet.ts";
import { buildStudyUnet } from "../../examples/study/src/networks/unet.ts";
import type { Shape } from "./task.ts";

/** Classes of the study. */
export const numClasses = 11;

const studyBuilders = { unet: buildStudyUnet, pspnet: buildStudyPspnet, segnet: buildStudySegnet } as const;

/** A network to measure, with random weights. */
export function benchNetwork({ network, variant, size }: Shape): LayersModel {
  const options = { inputShape: [size, size, 3], numClasses, seed: 1 } as const;
  return variant === "study" ? studyBuilders[network](options) : buildNetwork(network, options);
}
