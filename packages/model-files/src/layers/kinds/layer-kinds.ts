import { activations } from "./activations.ts";
import { convolutions } from "./convolutions.ts";
import type { LayerKind } from "./layer-kind.ts";
import { merges } from "./merges.ts";
import { noises } from "./noises.ts";
import { normalizations } from "./normalizations.ts";
import { projectLayers } from "./project-layers.ts";
import { sizes } from "./sizes.ts";

/** Every layer that is read and written, but for inputs and models in models. */
export const layerKinds: readonly LayerKind[] = [
  ...convolutions,
  ...normalizations,
  ...activations,
  ...merges,
  ...sizes,
  ...noises,
  ...projectLayers,
];
