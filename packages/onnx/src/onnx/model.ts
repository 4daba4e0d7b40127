import { ProtobufWriter } from "./protobuf.ts";

/** Element types of ONNX tensors that this package computes with. */
export type OnnxType = "float32" | "uint8" | "int32" | "int64" | "bool" | "uint32";

/** Element types in which weights may be stored; a graph turns them into float32 before it uses them. */
export type StorageType = "float16" | "int8";

/** Their numbers in ONNX files. */
export const elementType: Readonly<Record<OnnxType, number>> = {
  float32: 1,
  uint8: 2,
  int32: 6,
  int64: 7,
  bool: 9,
  uint32: 12,
};

const storageType: Readonly<Record<StorageType, number>> = { int8: 3, float16: 10 };

/** Whole numbers become `int(s)`; write `{ float: x }` for a float attribute. */
export type Attribute = number | string | readonly number[] | { readonly float: number };

/** A node of an ONNX graph. */
export interface OnnxNode {
  /** Its operator, such as "Conv". */
  readonly op: string;
  /** The set of operators that it belongs to; "" for the standard ones. */
  readonly domain: string;
  /** Names of the values that it reads; "" for an optional one that it does without. */
  readonly inputs: readonly string[];
  /** Names of the values that it makes. */
  readonly outputs: readonly string[];
  /** Its attributes by name. */
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** A constant of an ONNX graph. */
export interface OnnxTensor {
  /** Sizes of its dimensions. */
  readonly shape: readonly number[];
  /** Type of its elements. */
  readonly type: OnnxType | StorageType;
  /** Its elements, row-major. */
  readonly data: ArrayBufferView;
}

/** A graph input or output; a string in `shape` names a free dimension. */
export interface OnnxPort {
  /** Its name. */
  readonly name: string;
  /** Sizes of its dimensions; a string names a free one. */
  readonly shape: readonly (number | string)[];
  /** Type of its elements. */
  readonly type: OnnxType;
}

/** An ONNX graph, as `encodeModel` writes it. */
export interface OnnxModel {
  /** Its nodes, each after those whose values it reads. */
  readonly nodes: readonly OnnxNode[];
  /** Its constants by name. */
  readonly initializers: ReadonlyMap<string, OnnxTensor>;
  /** Its inputs. */
  readonly inputs: readonly OnnxPort[];
  /** Its outputs. */
  readonly outputs: readonly OnnxPort[];
  /** Notes for those who read the file. @default none */
  readonly metadata?: Readonly<Record<string, string>>;
}

const irVersion = 8;
const opset = 18;

/** Serializes a graph as an ONNX file (IR 8, opset 18; https://onnx.ai/onnx/repo-docs/IR.html). */
export function encodeModel(model: OnnxModel): Uint8Array {
  const graph = new ProtobufWriter();
  for (const node of model.nodes) graph.bytesField(1, encodeNode(node));
  graph.bytesField(2, "graph");
  for (const [name, tensor] of model.initializers) graph.bytesField(5, encodeTensor(name, tensor));
  for (const port of model.inputs) graph.bytesField(11, encodePort(port));
  for (const port of model.outputs) graph.bytesField(12, encodePort(port));

  const file = new ProtobufWriter().int(1, irVersion).bytesField(2, "@faceseg/onnx").bytesField(7, graph);
  const domains = new Set(model.nodes.map((node) => node.domain));
  for (const domain of new Set(["", ...domains])) {
    file.bytesField(8, new ProtobufWriter().bytesField(1, domain).int(2, domain === "" ? opset : 1));
  }
  for (const [key, value] of Object.entries(model.metadata ?? {})) {
    file.bytesField(14, new ProtobufWriter().bytesField(1, key).bytesField(2, value));
  }
  return file.finish().slice();
}

function encodeNode({ op, domain, inputs, outputs, attributes }: OnnxNode): ProtobufWriter {
  const node = new ProtobufWriter();
  for (const name of inputs) node.bytesField(1, name);
  for (const name of outputs) node.bytesField(2, name);
  node.bytesField(3, outputs[0] as string).bytesField(4, op);
  for (const [name, value] of Object.entries(attributes)) node.bytesField(5, encodeAttribute(name, value));
  if (domain !== "") node.bytesField(7, domain);
  return node;
}

function encodeAttribute(name: string, value: Attribute): ProtobufWriter {
  const attribute = new ProtobufWriter().bytesField(1, name);
  if (typeof value === "number") return attribute.int(3, value).int(20, 2);
  if (typeof value === "string") return attribute.bytesField(4, value).int(20, 3);
  if ("float" in value) return attribute.float(2, value.float).int(20, 1);
  for (const item of value) attribute.int(8, item);
  return attribute.int(20, 7);
}

function encodeTensor(name: string, { shape, type, data }: OnnxTensor): ProtobufWriter {
  const tensor = new ProtobufWriter();
  for (const size of shape) tensor.int(1, size);
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const number = { ...elementType, ...storageType }[type];
  return tensor.int(2, number).bytesField(8, name).bytesField(9, raw);
}

function encodePort({ name, shape, type }: OnnxPort): ProtobufWriter {
  const dimensions = new ProtobufWriter();
  for (const size of shape) {
    const dimension = new ProtobufWriter();
    dimensions.bytesField(
      1,
      typeof size === "string" ? dimension.bytesField(2, size) : dimension.int(1, size),
    );
  }
  const tensorType = new ProtobufWriter().int(1, elementType[type]).bytesField(2, dimensions);
  return new ProtobufWriter()
    .bytesField(1, name)
    .bytesField(2, new ProtobufWriter().bytesField(1, tensorType));
}
