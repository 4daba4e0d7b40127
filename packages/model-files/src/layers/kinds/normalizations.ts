import { layers } from "@tensorflow/tfjs-layers";
import { initializer } from "../settings/initializer.ts";
import { axis, flag, ignored, number } from "../settings/setting.ts";
import { weightSettings } from "./convolutions.ts";
import type { LayerKind } from "./layer-kind.ts";

const normalization = {
  axis,
  epsilon: number,
  center: flag,
  scale: flag,
  ...weightSettings("beta", "gamma"),
};

export const normalizations: readonly LayerKind[] = [
  {
    keras: "BatchNormalization",
    make: layers.batchNormalization,
    settings: {
      ...normalization,
      momentum: number,
      moving_mean_initializer: initializer,
      moving_variance_initializer: initializer,
      renorm_momentum: ignored,
    },
    differsInTraining: true,
  },
  { keras: "LayerNormalization", make: layers.layerNormalization, settings: normalization },
];
