import { arrange, toLayout } from "../lower/lowering/layout.ts";
import type { OnnxModel, OnnxNode, OnnxTensor } from "../onnx/model.ts";

/** Replaces reshaped and transposed constants by constants, so that every runtime gets filters ready to use. */
export function foldConstants(model: OnnxModel): OnnxModel {
  const initializers = new Map(model.initializers);
  const nodes = model.nodes.filter((node) => {
    const result = evaluated(node, initializers);
    if (result) initializers.set(node.outputs[0] as string, result);
    return !result;
  });
  const outputs = new Set(model.outputs.map(({ name }) => name));
  const used = new Set(nodes.flatMap(({ inputs }) => inputs));
  return {
    ...model,
    nodes,
    initializers: new Map([...initializers].filter(([name]) => used.has(name) || outputs.has(name))),
  };
}

function evaluated(node: OnnxNode, initializers: ReadonlyMap<string, OnnxTensor>): OnnxTensor | undefined {
  const [source, second] = node.inputs.map((name) => initializers.get(name));
  if (source?.type !== "float32") return undefined;
  if (node.op === "Reshape" && second) {
    return { ...source, shape: Array.from(second.data as unknown as BigInt64Array, Number) };
  }
  if (node.op === "Transpose") {
    const layout = (node.attributes["perm"] as readonly number[]).join("");
    const data = toLayout(source.data as Float32Array, source.shape, layout);
    return { ...source, shape: arrange(source.shape, layout), data };
  }
  return undefined;
}
