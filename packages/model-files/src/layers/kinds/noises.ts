import { layers } from "@tensorflow/tfjs-layers";
import { ignored, none, number } from "../settings/setting.ts";
import type { LayerKind } from "./layer-kind.ts";

const wholeMaps = [null, 1, 1, null];

/** Layers that act in training alone. */
export const noises: readonly LayerKind[] = [
  {
    keras: "SpatialDropout2D",
    tfjs: "Dropout",
    make: (args) => layers.dropout({ ...args, noiseShape: wholeMaps }),
    settings: { rate: number, seed: ignored, data_format: ignored },
    ifTfjs: (config) => JSON.stringify(config["noiseShape"]) === JSON.stringify(wholeMaps),
    differsInTraining: true,
  },
  {
    keras: "Dropout",
    make: layers.dropout,
    settings: {
      rate: number,
      seed: ignored,
      noise_shape: none,
    },
    differsInTraining: true,
  },
  {
    keras: "GaussianNoise",
    make: layers.gaussianNoise,
    settings: { stddev: number, seed: ignored },
    differsInTraining: true,
  },
  {
    keras: "GaussianDropout",
    make: layers.gaussianDropout,
    settings: { rate: number, seed: ignored },
    differsInTraining: true,
  },
];
