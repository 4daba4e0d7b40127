import * as tf from "@tensorflow/tfjs-core";
import { TraceError } from "../errors/trace-error.ts";
import type { DataType, GraphNode, GraphValue } from "../graph/graph.ts";
import type { LayerWatch } from "./layer-watch.ts";

type Values = Float32Array | Int32Array | Uint8Array;
type DataId = object;

/** Constants made while tracing (not captured from outside) may have this many elements, unless they are uniform. */
const largestConstant = 1 << 16;

/**
 * A TensorFlow.js backend that computes nothing: its tensors are symbols of known shape, and every kernel call is
 * recorded as a node.
 */
export class TraceBackend extends tf.KernelBackend {
  /** The kernel calls so far. */
  readonly nodes: GraphNode[] = [];
  /** Tells which layer makes them. */
  readonly layers: LayerWatch;
  private readonly symbols = new Map<DataId, { value: GraphValue; references: number }>();

  constructor(layers: LayerWatch) {
    super();
    this.layers = layers;
  }

  /** The symbol of a tensor; tensors of other backends are captured as constants. */
  symbolOf(tensor: tf.TensorInfo): GraphValue {
    const known = this.symbols.get(tensor.dataId);
    if (known) return known.value;
    const owner = tf.engine().state.tensorInfo.get(tensor.dataId)?.backend;
    if (!owner || owner === this) throw new TraceError("A disposed tensor was used in the traced function");
    const value = constant(owner.readSync(tensor.dataId) as Values, tensor.shape, tensor.dtype);
    this.symbols.set(tensor.dataId, { value, references: 1 });
    return value;
  }

  /** A new tensor for a symbol. */
  tensorInfo(value: GraphValue): tf.TensorInfo {
    const dataId = {};
    this.symbols.set(dataId, { value, references: 1 });
    return { dataId, shape: [...value.shape], dtype: value.dtype };
  }

  override write(values: tf.backend_util.BackendValues, shape: number[], dtype: tf.DataType): DataId {
    const value = constant(values as Values, shape, dtype);
    const varies = value.constant !== undefined && !isUniform(value.constant);
    if (varies && randomLayers.test(this.layers.current() ?? "")) {
      throw new TraceError(
        "the random numbers of this step would be frozen into the graph; use dropoutMask of @faceseg/onnx, or apply " +
          "the model with training: false",
      );
    }
    if (varies && value.constant.length > largestConstant) {
      throw new TraceError(
        `A constant of shape [${shape}] was made inside the traced function. Random masks and data would be frozen ` +
          "into the graph: make them outside and pass them as inputs",
      );
    }
    return this.tensorInfo(value).dataId;
  }

  override move(
    dataId: DataId,
    values: tf.backend_util.BackendValues,
    shape: number[],
    dtype: tf.DataType,
  ): void {
    this.symbols.set(dataId, { value: constant(values as Values, shape, dtype), references: 1 });
  }

  override readSync(dataId: DataId): tf.backend_util.BackendValues {
    const value = this.symbols.get(dataId)?.value;
    if (value?.constant) return value.constant;
    throw new TraceError(
      "A traced tensor has no values yet: data(), dataSync(), array() and print() cannot be used in a compiled " +
        "function, nor an `if` that depends on them; use tf.where",
    );
  }

  override async read(dataId: DataId): Promise<tf.backend_util.BackendValues> {
    return this.readSync(dataId);
  }

  override refCount(dataId: DataId): number {
    return this.symbols.get(dataId)?.references ?? 0;
  }

  override incRef(dataId: DataId): void {
    const entry = this.symbols.get(dataId);
    if (entry) entry.references++;
  }

  override disposeData(dataId: DataId, force = false): boolean {
    const entry = this.symbols.get(dataId);
    if (!entry) return true;
    entry.references--;
    if (entry.references > 0 && !force) return false;
    this.symbols.delete(dataId);
    return true;
  }

  /** Symbols hold no memory: nothing for TensorFlow.js's leak checks to count. */
  override numDataIds(): number {
    return 0;
  }

  override memory() {
    return { unreliable: true };
  }

  override floatPrecision(): 32 {
    return 32;
  }

  override epsilon(): number {
    return 1e-7;
  }

  override dispose(): void {
    this.symbols.clear();
  }
}

/** Layers that draw random numbers in training. */
const randomLayers = /\((\w*Dropout\w*|GaussianNoise)\)$/;

const isUniform = (values: Values) => values.every((value) => value === values[0]);

function constant(values: Values, shape: readonly number[], dtype: tf.DataType): GraphValue {
  if (dtype !== "float32" && dtype !== "int32" && dtype !== "bool") {
    throw new TraceError(`Tensors of dtype ${dtype} cannot be compiled; use float32, int32 or bool`);
  }
  const Type = { float32: Float32Array, int32: Int32Array, bool: Uint8Array }[dtype as DataType];
  return { shape: [...shape], dtype, constant: Type.from(values) };
}
