import { serialization } from "@tensorflow/tfjs-core";
import type { layers } from "@tensorflow/tfjs-layers";

const classes = () => serialization.SerializationMap.getMap().classNameMap;

/** Whether TensorFlow.js knows a layer's class: those of @faceseg/backbones, which is above this package, once imported. */
export const isRegistered = (className: string): boolean => Object.hasOwn(classes(), className);

/** @throws {Error} where the class is not registered. */
export function registered(className: string, args: serialization.ConfigDict): layers.Layer {
  const entry = isRegistered(className) ? classes()[className] : undefined;
  if (entry === undefined) {
    throw new Error("it is a layer of @faceseg/backbones; import that package before loading");
  }
  const [layer, fromConfig] = entry;
  return fromConfig(layer, args) as unknown as layers.Layer;
}
