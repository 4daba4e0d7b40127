import type { DataType, TensorSpec } from "../../graph/graph.ts";
import type { OnnxBuilder } from "../../onnx/builder.ts";
import { arrange, type Layout, rowMajor } from "./layout.ts";
import { transpose } from "./transpose.ts";

const product = (sizes: readonly number[]) => sizes.reduce((a, b) => a * b, 1);

/** What may be known of a tensor besides its shape and values. */
export interface LoweredOptions {
  /** Sizes in memory, in logical order: 1 where a larger logical dimension is broadcast lazily. @default shape */
  readonly extents?: readonly number[];
  /** The value of every element, where all are equal. */
  readonly fill?: number | undefined;
  /** Computes the tensor again with a vector added along its last dimension, where the operation that made it can do that. */
  readonly withBias?: ((bias: LoweredTensor) => LoweredTensor) | undefined;
}

/**
 * A traced tensor as ONNX values. One tensor may exist in several memory layouts, made on demand, and dimensions
 * that only repeat are not written to memory until an operation needs them.
 */
export class LoweredTensor implements TensorSpec {
  /** Its logical shape. */
  readonly shape: readonly number[];
  /** Type of its elements. */
  readonly dtype: DataType;
  /** The value of every element, where all are equal. */
  readonly fill: number | undefined;
  /** Computes the tensor again with a vector added along its last dimension, where that is possible. */
  readonly withBias: ((bias: LoweredTensor) => LoweredTensor) | undefined;
  private readonly builder: OnnxBuilder;
  private extents: readonly number[];
  private readonly values: Map<Layout, string>;

  constructor(
    builder: OnnxBuilder,
    shape: readonly number[],
    dtype: DataType,
    values: Readonly<Record<Layout, string>> | ReadonlyMap<Layout, string>,
    { extents = shape, fill, withBias }: LoweredOptions = {},
  ) {
    this.builder = builder;
    this.shape = shape;
    this.dtype = dtype;
    this.values = new Map(values instanceof Map ? values : Object.entries(values));
    this.extents = extents;
    this.fill = fill;
    this.withBias = withBias;
  }

  /** Number of dimensions. */
  get rank(): number {
    return this.shape.length;
  }

  /** Sizes in memory, in logical order. */
  get memoryShape(): readonly number[] {
    return this.extents;
  }

  /** Number of elements in memory. */
  get memorySize(): number {
    return product(this.extents);
  }

  /** The layouts in which the tensor already exists, first made first. */
  get layouts(): readonly Layout[] {
    return [...this.values.keys()];
  }

  /** The layout in which the tensor was made. */
  get naturalLayout(): Layout {
    return this.layouts[0] as Layout;
  }

  /** The ONNX value in `layout`, broadcast dimensions left at size 1. */
  in(layout: Layout): string {
    const known = this.values.get(layout);
    if (known !== undefined) return known;
    const from = this.naturalLayout;
    const order = [...layout].map((dimension) => from.indexOf(dimension));
    const source = this.values.get(from) as string;
    const value = transpose(this.builder, source, arrange(this.extents, from), order);
    this.values.set(layout, value);
    return value;
  }

  /** Whether {@link in} costs no data movement. */
  isFreeIn(layout: Layout): boolean {
    if (this.values.has(layout)) return true;
    const from = this.naturalLayout;
    const real = [...layout].filter((dimension) => this.extents[Number(dimension)] !== 1);
    return real.every(
      (dimension, i) => i === 0 || from.indexOf(dimension) > from.indexOf(real[i - 1] as string),
    );
  }

  /** The ONNX value in `layout` with every dimension at its full size in memory. */
  full(layout: Layout): string {
    if (this.extents.some((extent, i) => extent !== this.shape[i])) {
      const target = this.builder.ints(arrange(this.shape, layout));
      const expanded = this.builder.op("Expand", [this.in(layout), target]);
      this.extents = this.shape;
      this.values.clear();
      this.values.set(layout, expanded);
    }
    return this.in(layout);
  }

  /** A view with leading dimensions of size 1, for broadcasting. */
  expandedTo(rank: number): LoweredTensor {
    const extra = rank - this.rank;
    if (extra === 0) return this;
    const ones = new Array<number>(extra).fill(1);
    const extents = [...ones, ...this.extents];
    const value = this.builder.reshape(this.in(rowMajor(this.rank)), extents);
    return new LoweredTensor(
      this.builder,
      [...ones, ...this.shape],
      this.dtype,
      { [rowMajor(rank)]: value },
      { extents, fill: this.fill },
    );
  }

  /** The same values under another shape of equal size in which only dimensions of size 1 come or go, or any other. */
  reshaped(shape: readonly number[]): LoweredTensor {
    const real = (sizes: readonly number[]) => sizes.flatMap((size, i) => (size === 1 ? [] : [{ size, i }]));
    const [from, to] = [real(this.shape), real(shape)];
    const layout = rowMajor(shape.length);
    const onlyOnes = from.length === to.length && from.every(({ size }, k) => size === to[k]?.size);
    if (onlyOnes) {
      const extents = shape.map(() => 1);
      for (const [k, { i }] of from.entries()) extents[to[k]?.i as number] = this.extents[i] as number;
      const value = this.builder.reshape(this.in(rowMajor(this.rank)), extents);
      return new LoweredTensor(
        this.builder,
        shape,
        this.dtype,
        { [layout]: value },
        { extents, fill: this.fill },
      );
    }
    const value = this.builder.reshape(this.full(rowMajor(this.rank)), shape);
    return new LoweredTensor(this.builder, shape, this.dtype, { [layout]: value }, { fill: this.fill });
  }

  /** The same values with repeated dimensions up to `shape` (of the same rank), without copying. */
  broadcastTo(shape: readonly number[]): LoweredTensor {
    return new LoweredTensor(this.builder, shape, this.dtype, this.values, {
      extents: this.extents,
      fill: this.fill,
    });
  }
}
