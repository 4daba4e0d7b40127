import type { DataType, GraphValue, TensorSpec } from "../../graph/graph.ts";
import type { OnnxBuilder } from "../../onnx/builder.ts";
import type { Attribute } from "../../onnx/model.ts";
import { elementType } from "../../onnx/model.ts";
import { type Layout, rowMajor } from "./layout.ts";
import { type LoweredOptions, LoweredTensor } from "./tensor.ts";

/** Memory layouts of the parts of a packed vector, by the shapes of its parts (see `packingKey`). */
export type Packing = Record<string, readonly Layout[]>;

/** How kernels are lowered. */
export interface LoweringOptions {
  /** Channels per block of ONNX Runtime's internal convolutions (16 with AVX-512, 8 with AVX2), 0 for none. @default 0 */
  readonly channelBlock?: number;
  /** Layouts that packed vectors have from an earlier compilation. @default row-major */
  readonly packing?: Packing;
}

/** What the lowering of a kernel works with: makes ONNX values and wraps them as tensors. */
export class Lowering {
  /** Channels per block of convolutions; 0 for standard operators. */
  readonly channelBlock: number;
  /** Layouts of packed vectors; those that it lacks are row-major. */
  readonly packing: Packing;
  /** The layouts in which the parts of packed vectors were made: what the next lowering should adopt. */
  readonly naturalPacking: Packing = {};

  /** Collects the ONNX graph. */
  readonly builder: OnnxBuilder;
  private serials = 0;

  constructor(builder: OnnxBuilder, { channelBlock = 0, packing = {} }: LoweringOptions = {}) {
    this.builder = builder;
    this.channelBlock = channelBlock;
    this.packing = packing;
  }

  /** 1, 2, 3, ...: makes nodes differ that must not be merged. */
  serial(): number {
    return ++this.serials;
  }

  /** Wraps an ONNX value as a tensor of logical `shape` that lies in memory as `layout`. */
  tensor(
    shape: readonly number[],
    layout: Layout,
    value: string,
    dtype: DataType = "float32",
    options: LoweredOptions = {},
  ): LoweredTensor {
    return new LoweredTensor(this.builder, shape, dtype, { [layout]: value }, options);
  }

  /** A tensor whose elements all equal `value`; one element in memory. */
  fill(value: number, shape: readonly number[] = [], dtype: DataType = "float32"): LoweredTensor {
    const extents = shape.map(() => 1);
    const name = this.builder.constant(dtype, extents, typedArray(dtype, [value]));
    return new LoweredTensor(
      this.builder,
      shape,
      dtype,
      { [rowMajor(shape.length)]: name },
      { extents, fill: value },
    );
  }

  /** A constant; one element in memory where all are equal. */
  constant({ shape, dtype, constant }: GraphValue): LoweredTensor {
    if (!constant) throw new Error("Expected a constant or a value made by an earlier node, found neither");
    const first = Number(constant[0]);
    if (constant.length > 0 && constant.every((x) => x === first)) return this.fill(first, shape, dtype);
    return this.tensor(shape, rowMajor(shape.length), this.builder.constant(dtype, shape, constant), dtype);
  }

  /** An elementwise ONNX op with broadcasting, in the layout that moves the least data. */
  elementwise(
    op: string,
    inputs: readonly LoweredTensor[],
    dtype: DataType = inputs[0]?.dtype ?? "float32",
    attributes: Record<string, Attribute> = {},
    extra: readonly string[] = [],
  ): LoweredTensor {
    const shape = broadcastShape(inputs);
    const rank = shape.length;
    const single = inputs.every((input) => input.memorySize === 1);
    const aligned = inputs.map((input, i) =>
      input.memorySize === 1 && !(single && i === 0) ? input : input.expandedTo(rank),
    );
    const layout = cheapestLayout(aligned, rank);
    const names = aligned.map((input) =>
      input.rank === rank ? input.in(layout) : input.in(rowMajor(input.rank)),
    );
    const extents = shape.map((_, i) =>
      Math.max(1, ...aligned.filter((t) => t.rank === rank).map((t) => t.memoryShape[i] as number)),
    );
    const value = this.builder.op(op, [...names, ...extra], attributes);
    return new LoweredTensor(this.builder, shape, dtype, { [layout]: value }, { extents });
  }

  /** `x` with another type of elements. */
  cast(x: LoweredTensor, dtype: DataType): LoweredTensor {
    if (x.dtype === dtype) return x;
    if (x.fill !== undefined)
      return this.fill(dtype === "float32" ? x.fill : Math.trunc(x.fill), x.shape, dtype);
    return this.elementwise("Cast", [x], dtype, { to: elementType[dtype] });
  }

  /** a * b, without work where a factor is known to be 1 or 0. */
  multiply(a: LoweredTensor, b: LoweredTensor): LoweredTensor {
    const shape = broadcastShape([a, b]);
    for (const [x, y] of [
      [a, b],
      [b, a],
    ] as const) {
      if (x.fill === 0) return this.fill(0, shape, a.dtype);
      if (x.fill === 1) return y.expandedTo(shape.length).broadcastTo(shape);
    }
    if (a.fill !== undefined && b.fill !== undefined) return this.fill(a.fill * b.fill, shape, a.dtype);
    return a.dtype === "bool" ? this.elementwise("And", [a, b]) : this.elementwise("Mul", [a, b]);
  }

  /** a + b, without work where a term is known to be 0, and with a bias where the operation that made a adds one itself. */
  add(a: LoweredTensor, b: LoweredTensor): LoweredTensor {
    const shape = broadcastShape([a, b]);
    for (const [x, y] of [
      [a, b],
      [b, a],
    ] as const) {
      if (x.fill === 0) return y.expandedTo(shape.length).broadcastTo(shape);
      if (x.withBias && y.rank === 1 && y.shape[0] === x.shape.at(-1)) return x.withBias(y);
    }
    const sum = this.elementwise("Add", [a, b]);
    const { withBias } = a;
    if (!withBias || a.rank !== b.rank) return sum;
    const layout = sum.naturalLayout;
    return this.tensor(sum.shape, layout, sum.in(layout), sum.dtype, {
      extents: sum.memoryShape,
      withBias: (bias) => this.add(withBias(bias), b),
    });
  }
}

/** The shape to which the shapes of all inputs broadcast. */
export function broadcastShape(inputs: readonly TensorSpec[]): number[] {
  const rank = Math.max(...inputs.map(({ shape }) => shape.length));
  const output = new Array<number>(rank).fill(1);
  for (const { shape } of inputs) {
    for (const [i, size] of shape.entries()) if (size !== 1) output[i + rank - shape.length] = size;
  }
  return output;
}

function cheapestLayout(inputs: readonly LoweredTensor[], rank: number): Layout {
  const large = inputs.filter((input) => input.memorySize > 1 && input.rank === rank);
  let best = rowMajor(rank);
  let most = -1;
  for (const layout of new Set(large.flatMap((input) => input.layouts))) {
    const free = large.reduce((sum, input) => sum + (input.isFreeIn(layout) ? input.memorySize : 0), 0);
    if (free > most) [best, most] = [layout, free];
  }
  return best;
}

function typedArray(dtype: DataType, values: readonly number[]): Float32Array | Int32Array | Uint8Array {
  return { float32: Float32Array, int32: Int32Array, bool: Uint8Array }[dtype].from(values);
}
