import type { LayersModel } from "@tensorflow/tfjs-layers";

type Layer = LayersModel["layers"][number];

/** A layer that is not itself a model. */
export interface PlainLayer {
  /** The layer. */
  readonly layer: Layer;
  /** Whether it, or a model that it is in, is not trainable. */
  readonly frozen: boolean;
}

/** The layers of a model, each once. Models inside the model are replaced by their layers, without input layers. */
export function plainLayers({ layers }: LayersModel): PlainLayer[] {
  const seen = new Set<Layer>();
  const plain = (layer: Layer, inFrozen: boolean): PlainLayer[] => {
    if (seen.has(layer)) return [];
    seen.add(layer);
    const frozen = inFrozen || !layer.trainable;
    if (!("layers" in layer)) return [{ layer, frozen }];
    return (layer as unknown as LayersModel).layers
      .filter((inner) => inner.getClassName() !== "InputLayer")
      .flatMap((inner) => plain(inner, frozen));
  };
  return layers.flatMap((layer) => plain(layer, false));
}
