import type { JsonObject } from "../parse-json.ts";
import { depthwise } from "./convolutions.ts";
import type { LayerKind } from "./layer-kind.ts";
import { pair } from "./setting.ts";
import { resizing } from "./sizes.ts";

/** Layers of @faceseg/backbones that Keras has under other names. */
export const projectLayers: readonly LayerKind[] = [
  {
    keras: "Resizing",
    tfjs: "FacesegBilinearUpsampling",
    settings: resizing,
    fromTfjs: (config) => {
      const [height, width] = config["size"] as [number, number];
      return { height, width, interpolation: "bilinear" };
    },
  },
  {
    keras: "DepthwiseConv2D",
    tfjs: "FacesegDilatedDepthwiseConv2D",
    settings: { ...depthwise, dilation_rate: pair },
    fromTfjs: ({ rate = 1 }): JsonObject => ({
      kernelSize: [3, 3],
      strides: [1, 1],
      padding: "same",
      depthMultiplier: 1,
      dilationRate: [rate, rate],
      activation: "linear",
      useBias: false,
    }),
  },
];
