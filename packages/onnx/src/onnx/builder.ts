import {
  type Attribute,
  encodeModel,
  type OnnxModel,
  type OnnxNode,
  type OnnxPort,
  type OnnxTensor,
  type OnnxType,
} from "./model.ts";

/** What a node has besides inputs and attributes. */
export interface OpOptions {
  /** Set of operators that it belongs to. @default "", the standard ones */
  readonly domain?: string;
  /** Number of outputs. @default 1 */
  readonly outputs?: number;
  /** Whether trailing outputs that nothing reads may be dropped. @default false */
  readonly optional?: boolean;
}

/**
 * Grows an ONNX graph node by node. Equal nodes are made once (common subexpressions), and nodes that no output
 * needs are not written to the file (dead code).
 */
export class OnnxBuilder {
  private readonly nodes: (OnnxNode & { readonly optional: boolean })[] = [];
  private readonly initializers = new Map<string, OnnxTensor>();
  private readonly inputs: OnnxPort[] = [];
  private readonly outputs: (OnnxPort & { readonly value: string })[] = [];
  private readonly known = new Map<string, readonly string[]>();
  private count = 0;

  /** Adds an input of the graph and returns the name of its value. */
  input(port: OnnxPort): string {
    this.inputs.push(port);
    return port.name;
  }

  /** Makes `value` an output of the graph under the name of `port`. */
  output(port: OnnxPort, value: string): void {
    this.outputs.push({ ...port, value });
  }

  /** Adds a node and returns the name of its (first) output. */
  op(
    op: string,
    inputs: readonly string[],
    attributes: Record<string, Attribute> = {},
    options: OpOptions = {},
  ): string {
    return this.ops(op, inputs, attributes, options)[0] as string;
  }

  /** Adds a node and returns the names of all its outputs. */
  ops(
    op: string,
    inputs: readonly string[],
    attributes: Record<string, Attribute> = {},
    { domain = "", outputs = 1, optional = false }: OpOptions = {},
  ): readonly string[] {
    const key = JSON.stringify([op, domain, inputs, attributes, outputs]);
    const existing = this.known.get(key);
    if (existing) return existing;
    const names = Array.from({ length: outputs }, () => this.name());
    this.nodes.push({ op, domain, inputs, outputs: names, attributes, optional });
    this.known.set(key, names);
    return names;
  }

  /** A constant; equal small constants are stored once. */
  constant(
    type: OnnxType,
    shape: readonly number[],
    data: OnnxTensor["data"] & ArrayLike<number | bigint>,
  ): string {
    const key = data.length <= 64 ? `constant ${type} ${shape} ${Array.from(data).join()}` : undefined;
    const existing = key === undefined ? undefined : this.known.get(key);
    if (existing) return existing[0] as string;
    const name = this.name();
    this.initializers.set(name, { shape, type, data });
    if (key !== undefined) this.known.set(key, [name]);
    return name;
  }

  /** A float32 scalar. */
  float(value: number): string {
    return this.constant("float32", [], Float32Array.of(value));
  }

  /** An int64 vector: shapes, axes and indices. */
  ints(values: readonly number[]): string {
    return this.constant("int64", [values.length], BigInt64Array.from(values, BigInt));
  }

  /** `value` with another shape. */
  reshape(value: string, shape: readonly number[]): string {
    return this.op("Reshape", [value, this.ints(shape)]);
  }

  /** Joins values along `axis`; one alone stays itself. */
  concat(parts: readonly string[], axis: number): string {
    return parts.length === 1 ? (parts[0] as string) : this.op("Concat", parts, { axis });
  }

  /** The finished file. */
  finish(): Uint8Array {
    return encodeModel(this.model());
  }

  /** The finished graph: dead nodes dropped, outputs under their own names. */
  model(): OnnxModel {
    const produced = new Set(this.nodes.flatMap((node) => node.outputs));
    const renamed = new Map<string, string>();
    const copies: typeof this.nodes = [];
    for (const { value, name } of this.outputs) {
      if (produced.has(value) && !renamed.has(value)) renamed.set(value, name);
      else
        copies.push({
          op: "Identity",
          domain: "",
          inputs: [value],
          outputs: [name],
          attributes: {},
          optional: false,
        });
    }
    const rename = (name: string) => renamed.get(name) ?? name;
    const all = [...this.nodes, ...copies].map((node) => ({
      ...node,
      inputs: node.inputs.map(rename),
      outputs: node.outputs.map(rename),
    }));
    const needed = new Set(this.outputs.map(({ name }) => name));
    const nodes: OnnxNode[] = [];
    for (const node of all.reverse()) {
      if (!node.outputs.some((name) => needed.has(name))) continue;
      const used = node.outputs.findLastIndex((name) => needed.has(name)) + 1;
      nodes.push(node.optional ? { ...node, outputs: node.outputs.slice(0, used) } : node);
      for (const name of node.inputs) needed.add(name);
    }
    const initializers = new Map([...this.initializers].filter(([name]) => needed.has(name)));
    return { nodes: nodes.reverse(), initializers, inputs: this.inputs, outputs: this.outputs };
  }

  private name(): string {
    return `v${this.count++}`;
  }
}
