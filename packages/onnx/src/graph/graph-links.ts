import type { Graph, GraphNode, GraphValue } from "./graph.ts";

/** Who makes and who reads the values of a graph. */
export interface Links {
  /** The node that makes `value`; undefined for inputs and constants. */
  readonly producer: (value: GraphValue) => GraphNode | undefined;
  /** The node that reads `value`, where it alone does and `value` is not an output. */
  readonly onlyReader: (value: GraphValue) => GraphNode | undefined;
}

/** Looks up who makes and who reads each value. */
export function linksOf(graph: Graph): Links {
  const producers = new Map(graph.nodes.flatMap((node) => node.outputs.map((value) => [value, node])));
  const readers = new Map<GraphValue, (GraphNode | undefined)[]>();
  const read = (value: GraphValue, by?: GraphNode) => readers.set(value, [...(readers.get(value) ?? []), by]);
  for (const node of graph.nodes) for (const value of Object.values(node.inputs)) read(value, node);
  for (const value of Object.values(graph.outputs)) read(value);
  return {
    producer: (value) => producers.get(value),
    onlyReader: (value) => (readers.get(value)?.length === 1 ? readers.get(value)?.[0] : undefined),
  };
}
