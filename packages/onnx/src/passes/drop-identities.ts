import type { Graph, GraphNode, GraphValue } from "../graph/graph.ts";

/** The graph without the copies that TensorFlow.js keeps for gradients. */
export function dropIdentities(graph: Graph): Graph {
  const originals = new Map<GraphValue, GraphValue>();
  const original = (value: GraphValue) => originals.get(value) ?? value;
  const named = (values: Readonly<Record<string, GraphValue>>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, original(value)]));
  const nodes = graph.nodes.flatMap((node): GraphNode[] => {
    const inputs = named(node.inputs);
    if (node.kernel !== "Identity") return [{ ...node, inputs }];
    originals.set(node.outputs[0] as GraphValue, inputs["x"] as GraphValue);
    return [];
  });
  return { ...graph, nodes, outputs: named(graph.outputs) };
}
