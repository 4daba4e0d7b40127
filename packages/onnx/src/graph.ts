/** Element types a traced value can have, as in TensorFlow.js. */
export type DataType = "float32" | "int32" | "bool";

export interface Spec {
  readonly shape: readonly number[];
  readonly dtype: DataType;
}

/** A tensor of known shape that a traced function made, read, or held as a constant. */
export interface Value extends Spec {
  readonly constant?: Float32Array | Int32Array | Uint8Array;
}

/** One TensorFlow.js kernel call. */
export interface Node {
  readonly kernel: string;
  readonly inputs: Readonly<Record<string, Value>>;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly outputs: readonly Value[];
  /** The layer that made the call, as "block_3_expand (Conv2D)", where one of a tf.layers model did. */
  readonly layer?: string;
}

/** A traced function: kernel calls in the order in which they were made. */
export interface Graph {
  readonly inputs: Readonly<Record<string, Value>>;
  readonly outputs: Readonly<Record<string, Value>>;
  readonly nodes: readonly Node[];
}
