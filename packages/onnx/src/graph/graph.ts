/** Element types a traced value can have, as in TensorFlow.js. */
export type DataType = "float32" | "int32" | "bool";

/** What is known of a tensor before it has values. */
export interface TensorSpec {
  /** Sizes of its dimensions. */
  readonly shape: readonly number[];
  /** Type of its elements. */
  readonly dtype: DataType;
}

/** A tensor of known shape that a traced function made, read, or held as a constant. */
export interface GraphValue extends TensorSpec {
  /** The elements of a constant, in row-major order. */
  readonly constant?: Float32Array | Int32Array | Uint8Array;
}

/** One TensorFlow.js kernel call. */
export interface GraphNode {
  /** Name of the kernel, such as "Conv2D". */
  readonly kernel: string;
  /** What it reads, by the names that TensorFlow.js gives them; a list has the names "0", "1", ... */
  readonly inputs: Readonly<Record<string, GraphValue>>;
  /** Its attributes, such as strides and padding. */
  readonly attrs: Readonly<Record<string, unknown>>;
  /** What it makes. */
  readonly outputs: readonly GraphValue[];
  /** The layer that made the call, as "block_3_expand (Conv2D)", where one of a tf.layers model did. */
  readonly layer?: string;
}

/** A traced function: kernel calls in the order in which they were made. */
export interface Graph {
  /** Its inputs by name. */
  readonly inputs: Readonly<Record<string, GraphValue>>;
  /** Its outputs by name. */
  readonly outputs: Readonly<Record<string, GraphValue>>;
  /** Its kernel calls; each reads only inputs, constants, and outputs of calls before it. */
  readonly nodes: readonly GraphNode[];
}
