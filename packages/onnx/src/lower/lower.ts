import { explain } from "../errors/explain.ts";
import type { Graph, GraphNode, GraphValue } from "../graph/graph.ts";
import { OnnxBuilder } from "../onnx/builder.ts";
import { elementType, type OnnxModel, type OnnxType } from "../onnx/model.ts";
import type { Kernel } from "./lowering/kernel.ts";
import { rowMajor } from "./lowering/layout.ts";
import { Lowering, type LoweringOptions, type Packing } from "./lowering/lowering.ts";
import type { LoweredTensor } from "./lowering/tensor.ts";

/** What {@link lower} makes of a graph. */
export interface Lowered {
  /** The ONNX file. */
  readonly onnx: Uint8Array;
  /** The layouts of the packed vectors in this graph. */
  readonly packing: Packing;
}

/** Options of {@link lower}. */
export interface LowerOptions extends LoweringOptions {
  /** The table of kernels. It is given, not imported: its entries are made of what lies in this folder. */
  readonly kernels: Readonly<Record<string, Kernel>>;
  /** Types in which inputs are fed, where they differ from those that the function sees. @default the function's */
  readonly inputTypes?: Readonly<Record<string, OnnxType>>;
}

/**
 * Turns a traced function into an ONNX file.
 *
 * A graph with packed vectors is lowered twice. A training step unpacks its weights first and packs the new ones last,
 * but the best order of their elements is known only in between: the one in which the gradients come out of the
 * convolutions' backward pass. The first lowering finds these orders (`naturalPacking`), with every vector in row-major
 * order. The second gives each vector its order from the start, so that the optimizer's arithmetic runs on gradients as
 * they are, and no weight is transposed.
 */
export function lower(graph: Graph, options: LowerOptions): Lowered {
  const first = lowerOnce(graph, options);
  const adopted = { ...first.naturalPacking, ...options.packing };
  if (Object.keys(adopted).length === 0) return { onnx: first.builder.finish(), packing: {} };
  const second = lowerOnce(graph, { ...options, packing: adopted });
  return { onnx: second.builder.finish(), packing: adopted };
}

/** Turns a traced function into an ONNX graph of standard operators. */
export const lowerToModel = (graph: Graph, options: Pick<LowerOptions, "kernels">): OnnxModel =>
  lowerOnce(graph, options).builder.model();

function lowerOnce(graph: Graph, { kernels, inputTypes = {}, ...options }: LowerOptions): Lowering {
  const builder = new OnnxBuilder();
  const lowering = new Lowering(builder, options);
  const tensors = new Map<GraphValue, LoweredTensor>();
  const tensorOf = (value: GraphValue): LoweredTensor => {
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
    const results = lowerNode(lowering, kernels, node, inputs);
    for (const [i, result] of (Array.isArray(results) ? results : [results]).entries()) {
      tensors.set(node.outputs[i] as GraphValue, result);
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
  kernels: LowerOptions["kernels"],
  { kernel, attrs, layer }: GraphNode,
  inputs: Readonly<Record<string, LoweredTensor>>,
): LoweredTensor | LoweredTensor[] {
  try {
    return kernels[kernel]?.lower(lowering, inputs, attrs) ?? [];
  } catch (error) {
    throw explain(error, layer, []);
  }
}
