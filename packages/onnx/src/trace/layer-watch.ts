import { serialization } from "@tensorflow/tfjs-core";

type Apply = (this: Layer, ...args: unknown[]) => unknown;

interface Layer {
  readonly name: string;
  getClassName(): string;
}

/** Knows which layer of a tf.layers model is running. */
export interface LayerWatch {
  /** The innermost running layer, as "block_3_expand (Conv2D)"; after an error the one that was running then. */
  current(): string | undefined;
  /** Ends the watch. */
  stop(): void;
}

/**
 * Watches `Layer.apply` of TensorFlow.js's layers, found through the classes that they register with tfjs-core, so
 * that functions without layers need no tfjs-layers.
 */
export function watchLayers(): LayerWatch {
  const prototype = layerPrototype();
  if (!prototype) return { current: () => undefined, stop: () => {} };
  const running: string[] = [];
  const apply = prototype.apply;
  prototype.apply = function (...args) {
    running.push(`${this.name} (${this.getClassName()})`);
    const result = apply.call(this, ...args);
    running.pop(); // not after an error: explains it
    return result;
  };
  return {
    current: () => running.at(-1),
    stop: () => {
      prototype.apply = apply;
    },
  };
}

/** The prototype that all layers share. */
function layerPrototype(): { apply: Apply } | undefined {
  let prototype: object | null =
    serialization.SerializationMap.getMap().classNameMap["Dense"]?.[0].prototype ?? null;
  while (prototype && !Object.hasOwn(prototype, "apply")) prototype = Object.getPrototypeOf(prototype);
  return prototype ? (prototype as { apply: Apply }) : undefined;
}
