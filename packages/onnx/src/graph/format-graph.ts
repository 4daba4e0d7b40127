import type { Graph, GraphNode, GraphValue } from "./graph.ts";

/**
 * Writes a graph as readable text: one line for each input, kernel call and output.
 *
 * @returns Lines such as `%3: float32[2,8,8,4] = Conv2D(x: images, filter: %1; strides: [1,1]) # conv1 (Conv2D)`:
 * name, type and shape of what a kernel makes, the kernel, what it reads, its attributes, and the layer that called it.
 * Constants are shown by their number where all elements are equal, else by their shape. Calls that no output depends on
 * are marked as unused; they are not in the compiled graph.
 * @example
 * await compile(fn, { inputs, onPass: (name, graph) => console.log(`${name}\n${formatGraph(graph)}\n`) });
 */
export function formatGraph(graph: Graph): string {
  const { inputs, nodes, outputs } = graph;
  const names = new Map(Object.entries(inputs).map(([name, value]) => [value, name]));
  for (const value of nodes.flatMap((node) => node.outputs)) {
    if (!names.has(value)) names.set(value, `%${names.size - Object.keys(inputs).length}`);
  }
  const nameOf = (value: GraphValue) => names.get(value) ?? formatConstant(value);
  const used = usedNodes(graph);
  const typed = (value: GraphValue) => `${nameOf(value)}: ${formatType(value)}`;
  return [
    ...Object.values(inputs).map((value) => `input ${typed(value)}`),
    ...nodes.map(
      (node) => `${node.outputs.map(typed).join(", ")} = ${formatCall(node, nameOf)}${notes(node, used)}`,
    ),
    ...Object.entries(outputs).map(([name, value]) => `output ${name} = ${nameOf(value)}`),
  ].join("\n");
}

/** The nodes that the outputs depend on. Lowering drops the others. */
function usedNodes({ nodes, outputs }: Graph): ReadonlySet<GraphNode> {
  const needed = new Set(Object.values(outputs));
  const used = new Set<GraphNode>();
  for (const node of nodes.toReversed()) {
    if (!node.outputs.some((value) => needed.has(value))) continue;
    used.add(node);
    for (const value of Object.values(node.inputs)) needed.add(value);
  }
  return used;
}

function notes(node: GraphNode, used: ReadonlySet<GraphNode>): string {
  const known = [node.layer, used.has(node) ? undefined : "unused"].filter((note) => note !== undefined);
  return known.length === 0 ? "" : ` # ${known.join(", ")}`;
}

function formatCall({ kernel, inputs, attrs }: GraphNode, nameOf: (value: GraphValue) => string) {
  const read = Object.entries(inputs).map(([name, value]) => `${name}: ${nameOf(value)}`);
  const set = Object.entries(attrs)
    .filter(([, value]) => value != null)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  const parts = [read, set].filter(({ length }) => length > 0).map((part) => part.join(", "));
  return `${kernel}(${parts.join("; ")})`;
}

const formatType = ({ dtype, shape }: GraphValue) => `${dtype}[${shape}]`;

function formatConstant(value: GraphValue): string {
  const [first, ...others] = value.constant ?? [];
  const isUniform = first !== undefined && others.every((element) => element === first);
  return isUniform ? `${first}` : `constant ${formatType(value)}`;
}
