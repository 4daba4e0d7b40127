import { protobufFields } from "@faceseg/model-files";

/** Operators that keep what numbers mean: probabilities stay probabilities, logits stay logits. */
const harmless = new Set([
  "Cast",
  "Identity",
  "Reshape",
  "Resize",
  "Slice",
  "Squeeze",
  "Transpose",
  "Unsqueeze",
  "Upsample",
]);

/**
 * The operator that makes an output of an ONNX file, before those that only move numbers, such as "Softmax" or "Conv";
 * undefined where the file's main graph has none. ONNX Runtime's JavaScript API does not tell it.
 */
export function outputOperator(onnx: Uint8Array, output: string): string | undefined {
  const graph = contents(onnx, messages.model.graph)[0];
  if (!graph) return undefined;
  const producers = new Map<string, Uint8Array>();
  for (const node of contents(graph, messages.graph.node)) {
    for (const name of contents(node, messages.node.output)) producers.set(text(name), node);
  }
  let name = output;
  // No longer than there are nodes, whatever the file says.
  for (let steps = 0; steps <= producers.size; steps++) {
    const node = producers.get(name);
    if (!node) return undefined;
    const operator = text(contents(node, messages.node.operator)[0]);
    if (!harmless.has(operator)) return operator;
    name = text(contents(node, messages.node.input)[0]);
  }
  return undefined;
}

/** Numbers of the fields in onnx.proto. */
const messages = {
  model: { graph: 7 },
  graph: { node: 1 },
  node: { input: 1, output: 2, operator: 4 },
} as const;

function contents(message: Uint8Array, wanted: number): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (const { field, content } of protobufFields(message)) {
    if (field === wanted && content) found.push(content);
  }
  return found;
}

const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes ?? new Uint8Array());
