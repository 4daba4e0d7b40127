import type { layers } from "@tensorflow/tfjs-layers";

/** The shape of a symbolic tensor; null for a length that is not known. */
export type LayerShape = (number | null)[];

/** What every layer may be given: its name, and others of tfjs. */
export type LayerArgs = ConstructorParameters<typeof layers.Layer>[0];
