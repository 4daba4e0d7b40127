import type { Graph, Node, Value } from "../graph.ts";
import { kernels } from "../kernels/index.ts";
import { OnnxBuilder } from "../onnx/builder.ts";
import { elementType, type OnnxModel, type OnnxType } from "../onnx/model.ts";
import { explain } from "../trace/explain.ts";
import { rowMajor } from "./layout.ts";
import { Lowering, type LoweringOptions, type Packing } from "./lowering.ts";
import type { LoweredTensor } from "./tensor.ts";

export interface Lowered {
  readonly onnx: Uint8Array;
  /** The layouts of the packed vectors in this graph. */
  readonly packing: Packing;
}

/** Turns a traced function into an ONNX file; `inputTypes` are the types in which its inputs are fed. */
export function lower(
  graph: Graph,
  inputTypes: Readonly<Record<string, OnnxType>>,
  options: LoweringOptions,
): Lowered {
  const first = lowerOnce(graph, inputTypes, options);
  const adopted = { ...first.naturalPacking, ...options.packing };
  if (Object.keys(adopted).length === 0) return { onnx: first.builder.finish(), packing: {} };
  const second = lowerOnce(graph, inputTypes, { ...options, packing: adopted });
  return { onnx: second.builder.finish(), packing: adopted };
}

/** Turns a traced function into an ONNX graph of standard operators. */
export const lowerToModel = (graph: Graph): OnnxModel => lowerOnce(graph, {}, {}).builder.model();

function lowerOnce(
  graph: Graph,
  inputTypes: Readonly<Record<string, OnnxType>>,
  options: LoweringOptions,
): Lowering {
  const builder = new OnnxBuilder();
  const lowering = new Lowering(builder, options);
  const tensors = new Map<Value, LoweredTensor>();
  const tensorOf = (value: Value): LoweredTensor => {
    const tensor = tensors.get(value) ?? lowering.constant(value);
    tensors.set(value, tensor);
    return tensor;
  };

  for (const [name, value] of Object.entries(graph.inputs)) {
    const type = inputTypes[name] ?? value.dtype;
    const port = builder.input({ name, shape: value.shape, type });
    const typed = type === value.dtype ? port : builder.op("Cast", [port], { to: elementType[value.dtype] });
    tensors.set(value, lowering.tensor(value.shape, rowMajor(value.shape.length), typed, value.dtype));
  }
  for (const node of graph.nodes) {
    const inputs = Object.fromEntries(
      Object.entries(node.inputs).map(([name, value]) => [name, tensorOf(value)]),
    );
    const results = lowerNode(lowering, node, inputs);
    for (const [i, result] of (Array.isArray(results) ? results : [results]).entries()) {
      tensors.set(node.outputs[i] as Value, result);
    }
  }
  for (const [name, value] of Object.entries(graph.outputs)) {
    const port = { name, shape: value.shape, type: value.dtype };
    builder.output(port, tensorOf(value).full(rowMajor(value.shape.length)));
  }
  return lowering;
}

function lowerNode(
  lowering: Lowering,
  { kernel, attrs, layer }: Node,
  inputs: Readonly<Record<string, LoweredTensor>>,
): LoweredTensor | LoweredTensor[] {
  try {
    return kernels[kernel]?.lower(lowering, inputs, attrs) ?? [];
  } catch (error) {
    throw explain(error, layer, []);
  }
}
