import { protobufFields } from "@faceseg/model-files";

/** A node of an ONNX graph, as far as it is read here. */
export interface GraphNode {
  /** Its operator, such as "Conv". */
  readonly operator: string;
  /** Names of the values that it takes. */
  readonly inputs: readonly string[];
}

/** What an ONNX file's main graph is made of. ONNX Runtime's JavaScript API does not tell it. */
export interface GraphNodes {
  /** The node that makes a value, by the value's name. */
  readonly makers: ReadonlyMap<string, GraphNode>;
  /** Names of values that are the same for every image. */
  readonly constants: ReadonlySet<string>;
}

/** Numbers of the fields in onnx.proto. */
const messages = {
  model: { graph: 7 },
  graph: { node: 1, initializer: 5 },
  node: { input: 1, output: 2, operator: 4 },
  tensor: { name: 8 },
} as const;

/** Reads the nodes of an ONNX file's main graph. */
export function graphNodes(onnx: Uint8Array): GraphNodes {
  const makers = new Map<string, GraphNode>();
  const constants = new Set<string>();
  for (const graph of contents(onnx, messages.model.graph)) {
    for (const tensor of contents(graph, messages.graph.initializer)) {
      for (const name of contents(tensor, messages.tensor.name)) constants.add(text(name));
    }
    for (const bytes of contents(graph, messages.graph.node)) {
      const inputs = contents(bytes, messages.node.input).map(text);
      const node = { operator: text(contents(bytes, messages.node.operator)[0]), inputs };
      for (const name of contents(bytes, messages.node.output).map(text)) {
        makers.set(name, node);
        if (node.operator === "Constant") constants.add(name);
      }
    }
  }
  return { makers, constants };
}

function contents(message: Uint8Array, wanted: number): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (const { field, content } of protobufFields(message)) {
    if (field === wanted && content) found.push(content);
  }
  return found;
}

const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes ?? new Uint8Array());
