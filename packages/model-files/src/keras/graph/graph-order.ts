import type * as tfl from "@tensorflow/tfjs-layers";
import { KerasFileError } from "../../errors/keras-file-error.ts";

type Layer = tfl.layers.Layer;
type Node = Layer["inboundNodes"][number];

/** The layers of a model in Keras's order, each with its calls that belong to the model. */
export interface OrderedLayer {
  readonly layer: Layer;
  readonly calls: readonly Node[];
}

/**
 * Orders the layers of a model as Keras does (`map_graph` in keras/src/ops/function.py): by their distance from the
 * outputs, then in the order in which a search from the outputs meets them. Keras 3 numbers weights in this order, and
 * finds it anew when it loads a model, so it may not differ.
 */
export function graphOrder(model: tfl.LayersModel): OrderedLayer[] {
  const { nodes, met } = search(model.outputs);
  const nodeDepths = new Map<Node, number>();
  const layerDepths = new Map<Layer, number>();
  for (const node of [...nodes].reverse()) {
    const layer = node.outboundLayer;
    const depth = Math.max(nodeDepths.get(node) ?? 0, layerDepths.get(layer) ?? 0);
    layerDepths.set(layer, depth);
    for (const parent of inputsOf(node).map(nodeOf)) {
      nodeDepths.set(parent, Math.max(depth + 1, nodeDepths.get(parent) ?? 0));
    }
  }
  for (const input of model.inputs) {
    if (inputsOf(nodeOf(input)).length > 0) {
      throw new KerasFileError(
        `Expected the inputs of the model ${model.name} to be tf.input()s, found an output of ${input.sourceLayer.name}`,
      );
    }
    if (!layerDepths.has(input.sourceLayer)) {
      layerDepths.set(input.sourceLayer, 0);
      met.set(input.sourceLayer, -1);
      nodes.add(nodeOf(input));
    }
  }
  const rank = (layer: Layer) => met.get(layer) as number;
  return [...layerDepths]
    .sort(([a, depthOfA], [b, depthOfB]) => depthOfB - depthOfA || rank(a) - rank(b))
    .map(([layer]) => ({ layer, calls: layer.inboundNodes.filter((node) => nodes.has(node)) }));
}

/** The call that made a tensor. */
export const nodeOf = (tensor: tfl.SymbolicTensor): Node =>
  tensor.sourceLayer.inboundNodes[tensor.nodeIndex] as Node;

/** What a call is given; tfjs lets an input be its own. */
const inputsOf = (node: Node) => (node.inboundLayers.length === 0 ? [] : node.inputTensors);

/** All calls that the outputs come from, inputs first, and when each layer was first met. */
function search(outputs: readonly tfl.SymbolicTensor[]): { nodes: Set<Node>; met: Map<Layer, number> } {
  const nodes = new Set<Node>();
  const met = new Map<Layer, number>();
  const visit = (node: Node): void => {
    if (nodes.has(node)) return;
    if (!met.has(node.outboundLayer)) met.set(node.outboundLayer, met.size);
    for (const tensor of inputsOf(node)) visit(nodeOf(tensor));
    nodes.add(node);
  };
  for (const output of outputs) visit(nodeOf(output));
  return { nodes, met };
}
