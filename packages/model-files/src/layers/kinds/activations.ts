import { layers } from "@tensorflow/tfjs-layers";
import { activation } from "../settings/activation.ts";
import { always, axis, named, none, optional, wholes, wrappedNumber } from "../settings/setting.ts";
import { weightSettings } from "./convolutions.ts";
import type { LayerKind } from "./layer-kind.ts";

export const activations: readonly LayerKind[] = [
  { keras: "Activation", make: layers.activation, settings: { activation } },
  {
    keras: "ReLU",
    make: layers.reLU,
    settings: { max_value: optional(wrappedNumber), negative_slope: always(0), threshold: always(0) },
  },
  {
    keras: "LeakyReLU",
    make: layers.leakyReLU,
    settings: { negative_slope: named("alpha", wrappedNumber) },
    ifKeras: (config) => !("alpha" in config),
  },
  // Keras 2 calls the slope alpha.
  { keras: "LeakyReLU", make: layers.leakyReLU, settings: { alpha: wrappedNumber } },
  { keras: "ELU", make: layers.elu, settings: { alpha: always(1) } },
  {
    keras: "PReLU",
    make: layers.prelu,
    settings: { ...weightSettings("alpha"), shared_axes: optional(wholes), activity_regularizer: none },
  },
  { keras: "Softmax", make: layers.softmax, settings: { axis } },
];
