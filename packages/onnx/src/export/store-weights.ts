import { elementType, type OnnxModel, type OnnxNode, type OnnxTensor } from "../onnx/model.ts";
import { toFloat16 } from "./float16.ts";
import { quantize } from "./int8.ts";

/** Number format of the weights in a file. */
export type Precision = "float32" | "float16" | "int8";

/** A tensor as a file holds it, and the nodes that make float32 of it. */
interface Stored {
  readonly initializers: readonly (readonly [string, OnnxTensor])[];
  readonly nodes: readonly OnnxNode[];
}

/** Tensors with fewer elements are smaller than the nodes that would turn them back. */
const least = 64;

/**
 * Stores the weights of convolutions and matrix products in fewer bits; the graph turns them into float32, under their old
 * names, before it uses them. Runtimes do that once, when they load the file, because both steps read constants only.
 *
 * Biases stay float32, and so does a weight that is too large for float16.
 */
export function storeWeights(model: OnnxModel, precision: Precision): OnnxModel {
  if (precision === "float32") return model;
  const axes = channelAxes(model.nodes);
  const initializers = new Map<string, OnnxTensor>();
  const nodes: OnnxNode[] = [];
  for (const [name, tensor] of model.initializers) {
    const axis = axes.get(name);
    const stored = axis === undefined ? undefined : storeTensor(name, tensor, axis, precision);
    for (const [key, value] of stored?.initializers ?? [[name, tensor]]) initializers.set(key, value);
    nodes.push(...(stored?.nodes ?? []));
  }
  return { ...model, nodes: [...nodes, ...model.nodes], initializers };
}

/** The axis of the output channels of every weight, where all nodes that use it agree. */
function channelAxes(nodes: readonly OnnxNode[]): Map<string, number> {
  const axes = new Map<string, number>();
  const others = new Set<string>();
  for (const { op, inputs, attributes } of nodes) {
    const axis = { Conv: 0, ConvTranspose: 1, MatMul: -1, Gemm: attributes["transB"] === 1 ? 0 : 1 }[op];
    for (const [place, name] of inputs.entries()) {
      if (axis === undefined || place !== 1 || (axes.get(name) ?? axis) !== axis) others.add(name);
      else axes.set(name, axis);
    }
  }
  for (const name of others) axes.delete(name);
  return axes;
}

function storeTensor(
  name: string,
  tensor: OnnxTensor,
  axis: number,
  precision: "float16" | "int8",
): Stored | undefined {
  const { shape, type } = tensor;
  const data = tensor.data as Float32Array;
  if (type !== "float32" || data.length < least) return undefined;
  return precision === "float16" ? halved(name, shape, data) : quantized(name, shape, data, axis);
}

function halved(name: string, shape: readonly number[], weights: Float32Array): Stored | undefined {
  const data = toFloat16(weights);
  const infinite = data.some((bits) => (bits & 0x7c00) === 0x7c00);
  if (infinite) return undefined;
  const source = `${name}_float16`;
  return {
    initializers: [[source, { shape, type: "float16", data }]],
    nodes: [node("Cast", [source], name, { to: elementType.float32 })],
  };
}

/**
 * `Cast` and `Mul`, not `DequantizeLinear`: ONNX Runtime repeats that in every run, and then does not use its blocked
 * convolutions.
 */
function quantized(name: string, shape: readonly number[], weights: Float32Array, axis: number): Stored {
  const along = axis < 0 ? shape.length + axis : axis;
  const { values, scales } = quantize(weights, shape, along);
  const [source, scale, whole] = [`${name}_int8`, `${name}_scale`, `${name}_whole`];
  const broadcast = shape.map((size, i) => (i === along ? size : 1));
  return {
    initializers: [
      [source, { shape, type: "int8", data: values }],
      [scale, { shape: broadcast, type: "float32", data: scales }],
    ],
    nodes: [
      node("Cast", [source], whole, { to: elementType.float32 }),
      node("Mul", [whole, scale], name, {}),
    ],
  };
}

const node = (
  op: string,
  inputs: readonly string[],
  output: string,
  attributes: OnnxNode["attributes"],
): OnnxNode => ({ op, domain: "", inputs, outputs: [output], attributes });
