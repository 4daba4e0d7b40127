import type { Graph, Node, Value } from "../graph.ts";

/** The graph without the copies that TensorFlow.js keeps for gradients. */
export function withoutIdentities(graph: Graph): Graph {
  const originals = new Map<Value, Value>();
  const original = (value: Value) => originals.get(value) ?? value;
  const named = (values: Readonly<Record<string, Value>>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, original(value)]));
  const nodes = graph.nodes.flatMap((node): Node[] => {
    const inputs = named(node.inputs);
    if (node.kernel !== "Identity") return [{ ...node, inputs }];
    originals.set(node.outputs[0] as Value, inputs["x"] as Value);
    return [];
  });
  return { ...graph, nodes, outputs: named(graph.outputs) };
}

/** Who makes and who reads the values of a graph. */
export interface Links {
  readonly producer: (value: Value) => Node | undefined;
  /** The node that reads `value`, where no other node does and it is no output. */
  readonly onlyReader: (value: Value) => Node | undefined;
}

export function linksOf(graph: Graph): Links {
  const producers = new Map(graph.nodes.flatMap((node) => node.outputs.map((value) => [value, node])));
  const readers = new Map<Value, (Node | undefined)[]>();
  const read = (value: Value, by?: Node) => readers.set(value, [...(readers.get(value) ?? []), by]);
  for (const node of graph.nodes) for (const value of Object.values(node.inputs)) read(value, node);
  for (const value of Object.values(graph.outputs)) read(value);
  return {
    producer: (value) => producers.get(value),
    onlyReader: (value) => (readers.get(value)?.length === 1 ? readers.get(value)?.[0] : undefined),
  };
}
