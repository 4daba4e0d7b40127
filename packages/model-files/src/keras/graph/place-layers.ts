import * as tfl from "@tensorflow/tfjs-layers";
import { writeLayer } from "../../layers/convert/write-layer.ts";
import { graphOrder } from "./graph-order.ts";
import type { Place } from "./place.ts";
import { classCounter } from "./snake-case.ts";

/**
 * The layers of a model that are no models, each with the place of its weights in Keras's files. What Keras calls a
 * model in the model, `classOf` says.
 */
export function* placeLayers(
  model: tfl.LayersModel,
  classOf: (inner: tfl.LayersModel) => "Functional" | "Sequential",
  outer: Place = { path: "", names: [] },
): Generator<{ layer: tfl.layers.Layer; place: Place }> {
  const count = classCounter();
  const path = outer.path === "" ? "layers" : `${outer.path}/layers`;
  for (const { layer } of graphOrder(model)) {
    if (layer.getClassName() === "InputLayer") continue;
    const names = [...outer.names, layer.name];
    if (layer instanceof tfl.LayersModel) {
      yield* placeLayers(layer, classOf, { path: `${path}/${count(classOf(layer))}`, names });
    } else {
      const { kind } = writeLayer(layer);
      yield { layer, place: { path: `${path}/${count(kind.keras)}`, names } };
    }
  }
}
