import { layers } from "@tensorflow/tfjs-layers";
import { axis } from "../settings/setting.ts";
import type { LayerKind } from "./layer-kind.ts";

export const merges: readonly LayerKind[] = [
  { keras: "Add", make: layers.add, settings: {} },
  { keras: "Multiply", make: layers.multiply, settings: {} },
  { keras: "Average", make: layers.average, settings: {} },
  { keras: "Maximum", make: layers.maximum, settings: {} },
  { keras: "Minimum", make: layers.minimum, settings: {} },
  { keras: "Concatenate", make: layers.concatenate, settings: { axis } },
];
