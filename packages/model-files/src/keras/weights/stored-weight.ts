import type { Place } from "../graph/place.ts";

/** A weight in a file, not yet read. */
export interface StoredWeight {
  /** Where it is, for messages. */
  readonly path: string;
  readonly shape: readonly number[];
  read(): Float32Array;
}

/** Finds the weights of a layer, in Keras's order. */
export type WeightSource = (place: Place) => readonly StoredWeight[];
