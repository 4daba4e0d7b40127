import { TraceError } from "../errors/trace-error.ts";
import type { OnnxModel, OnnxNode, OnnxPort, OnnxTensor } from "../onnx/model.ts";

/** A graph lowered for one batch size. */
export interface Sized {
  /** The batch size. */
  readonly batch: number;
  /** The graph. */
  readonly model: OnnxModel;
}

const batchName = "batch";

/**
 * One graph for every batch size, from the graphs of two: whole numbers in which they differ are multiples of the batch
 * (`fixed / batchA` times it, which the second graph must confirm). In a reshape they become -1; elsewhere nodes compute
 * them from the input's shape.
 *
 * @throws {TraceError} where the graphs differ in more than that.
 */
export function dynamicBatch(a: Sized, b: Sized): OnnxModel {
  if (a.model.nodes.length !== b.model.nodes.length) throw dependsOnBatch("its operations");
  const nodes: OnnxNode[] = [];
  const initializers = new Map<string, OnnxTensor>();
  const computed = new ComputedVectors(a.model.inputs, nodes);
  for (const [i, node] of a.model.nodes.entries()) {
    const other = b.model.nodes[i] as OnnxNode;
    if (node.op !== other.op || JSON.stringify(node.attributes) !== JSON.stringify(other.attributes))
      throw dependsOnBatch(`an operation ${node.op}`);
    const inputs = node.inputs.map((name, j) => {
      const [first, second] = [
        a.model.initializers.get(name),
        b.model.initializers.get(other.inputs[j] as string),
      ];
      if (!first || !second) return name;
      if (sameTensor(first, second)) {
        initializers.set(name, first);
        return name;
      }
      const sizes = symbolic(first, second, a.batch, b.batch);
      if (!sizes) throw dependsOnBatch(`a constant of ${node.op}`);
      const free = sizes.filter(({ times }) => times > 0).length;
      if (node.op !== "Reshape" || free > 1) return computed.vector(sizes);
      const shape = sizes.map(({ fixed, times }) => (times > 0 ? -1 : fixed));
      const shapeName = `shape_${shape.join("_")}`;
      initializers.set(shapeName, int64(shape));
      return shapeName;
    });
    nodes.push({ ...node, inputs });
  }
  for (const [name, tensor] of computed.initializers) initializers.set(name, tensor);
  const port = (one: OnnxPort, i: number, others: readonly OnnxPort[]): OnnxPort => ({
    ...one,
    shape: one.shape.map((size, d) => (size === others[i]?.shape[d] ? size : batchName)),
  });
  return {
    nodes,
    initializers,
    inputs: a.model.inputs.map((one, i) => port(one, i, b.model.inputs)),
    outputs: a.model.outputs.map((one, i) => port(one, i, b.model.outputs)),
  };
}

const dependsOnBatch = (what: string) =>
  new TraceError(
    `The graph cannot be exported for every batch size: ${what} depends on it; export it with dynamicBatch: false`,
  );

const int64 = (numbers: readonly number[]): OnnxTensor => ({
  shape: [numbers.length],
  type: "int64",
  data: BigInt64Array.from(numbers, BigInt),
});

/** `fixed`, or `times` the batch where that is not 0. */
interface Size {
  readonly fixed: number;
  readonly times: number;
}

const bytesOf = ({ data }: OnnxTensor) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

function sameTensor(a: OnnxTensor, b: OnnxTensor): boolean {
  if (a.type !== b.type || a.shape.join() !== b.shape.join()) return false;
  const [x, y] = [bytesOf(a), bytesOf(b)];
  return x.every((byte, i) => byte === y[i]);
}

function symbolic(a: OnnxTensor, b: OnnxTensor, batchA: number, batchB: number): Size[] | undefined {
  if (a.type !== "int64" || a.shape.join() !== b.shape.join()) return undefined;
  const numbers = [a, b].map(({ data }) => Array.from(data as unknown as BigInt64Array, Number));
  const [first = [], second = []] = numbers;
  const sizes = first.map((fixed, i) => {
    if (fixed === second[i]) return { fixed, times: 0 };
    const times = fixed / batchA;
    return Number.isInteger(times) && second[i] === times * batchB ? { fixed: 0, times } : undefined;
  });
  return sizes.every((size) => size !== undefined) ? sizes : undefined;
}

/** Makes the nodes that compute vectors of sizes at run time. */
class ComputedVectors {
  readonly initializers = new Map<string, OnnxTensor>();
  private readonly input: string;
  private readonly nodes: OnnxNode[];
  private readonly known = new Map<string, string>();

  constructor(inputs: readonly OnnxPort[], nodes: OnnxNode[]) {
    this.input = inputs[0]?.name as string;
    this.nodes = nodes;
  }

  vector(sizes: readonly Size[]): string {
    const parts = sizes.map(({ fixed, times }) => {
      if (times === 0) return this.constant(fixed);
      return times === 1 ? this.batch() : this.op("Mul", [this.batch(), this.constant(times)], {});
    });
    return this.op("Concat", parts, { axis: 0 });
  }

  private batch(): string {
    const shape = this.op("Shape", [this.input], {});
    return this.op("Gather", [shape, this.constant(0)], { axis: 0 });
  }

  private constant(value: number): string {
    const name = `size_${value}`;
    this.initializers.set(name, int64([value]));
    return name;
  }

  private op(op: string, inputs: readonly string[], attributes: OnnxNode["attributes"]): string {
    const key = JSON.stringify([op, inputs]);
    const name = this.known.get(key) ?? `sizes_${this.known.size}`;
    if (!this.known.has(key)) this.nodes.push({ op, domain: "", inputs, outputs: [name], attributes });
    this.known.set(key, name);
    return name;
  }
}
