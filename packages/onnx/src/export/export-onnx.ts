import * as tf from "@tensorflow/tfjs-core";
import type { DataType, Spec } from "../graph.ts";
import { lowerToModel } from "../lower/lower.ts";
import { encodeModel, type OnnxModel } from "../onnx/model.ts";
import { foldBatchNorm } from "../passes/fold-batch-norm.ts";
import { type TensorFunction, trace } from "../trace/trace.ts";
import { dynamicBatch } from "./dynamic-batch.ts";
import { foldConstants } from "./fold-constants.ts";
import { type Precision, storeWeights } from "./store-weights.ts";

/** What `exportOnnx` uses of a model of tf.layers. */
export interface ExportableModel {
  readonly inputs: readonly { readonly name: string; readonly shape: readonly (number | null)[] }[];
  readonly outputNames: readonly string[];
  /** Applies the model to tensors. */
  apply(inputs: tf.Tensor | tf.Tensor[], kwargs?: object): unknown;
}

/** An input of an exported function; null is the batch. */
export interface ExportInput {
  readonly shape: readonly (number | null)[];
  /** @default "float32" */
  readonly dtype?: DataType;
}

/** Options of `exportOnnx`. */
export interface ExportOptions {
  /** The inputs of a function, by name. Models know theirs. */
  readonly inputs?: Readonly<Record<string, ExportInput>>;
  /** Height, width and channels of a model that leaves them open. */
  readonly inputShape?: readonly number[];
  /** Name of the input of a model with one input. @default "images" */
  readonly inputName?: string;
  /** Name of the output of a model with one output. @default the model's own name for it, or "labels" with `argmax` */
  readonly outputName?: string;
  /** Accept every batch size; else the batch is 1. @default true */
  readonly dynamicBatch?: boolean;
  /** Return class ids (int32) instead of the numbers of each class: the argmax of every output's last axis. @default false */
  readonly argmax?: boolean;
  /**
   * In what the file holds the weights of convolutions and matrix products: "float16" halves it, "int8" quarters it, with a
   * scale for each channel. Inputs, outputs and all computation stay float32.
   * @default "float32"
   */
  readonly precision?: Precision;
  /**
   * Kept in the file for those who read it, such as `{ classes: ["skin", ...], colours: [[204, 0, 0], ...],
   * inputRange: [0, 1] }`; values that are no strings are written as JSON.
   */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/**
 * Writes a model of tf.layers, or a pure function of tensors, as an ONNX file for inference.
 *
 * Only standard operators (opset 18): any runtime can read it. Inputs and outputs keep TensorFlow.js's order, NHWC.
 * Batch normalisation is folded into the convolutions before it.
 *
 * @throws {TraceError} for what cannot be compiled, and where a graph depends on the batch size.
 * @throws {RangeError} where a shape or name is missing.
 * @example
 * const bytes = exportOnnx(model, { metadata: { classes: ["background", "skin"], inputRange: [0, 1] } });
 * await writeFile("faces.onnx", bytes);
 */
export function exportOnnx(
  source: ExportableModel | TensorFunction,
  options: ExportOptions = {},
): Uint8Array {
  const { fn, inputs } =
    typeof source === "function" ? ofFunction(source, options) : ofModel(source, options);
  const sized = (batch: number) => ({ batch, model: lowered(fn, inputs, batch, options.argmax ?? false) });
  const model = options.dynamicBatch === false ? sized(1).model : dynamicBatch(sized(5), sized(7));
  const metadata = Object.entries(options.metadata ?? {}).map(([key, value]) => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  const stored = storeWeights(foldConstants(model), options.precision ?? "float32");
  return encodeModel({ ...stored, metadata: Object.fromEntries(metadata) });
}

type Inputs = Readonly<Record<string, ExportInput>>;

function lowered(fn: TensorFunction, inputs: Inputs, batch: number, argmax: boolean): OnnxModel {
  const specs = Object.entries(inputs).map(([name, { shape, dtype = "float32" }]): [string, Spec] => [
    name,
    { shape: shape.map((size) => size ?? batch), dtype },
  ]);
  const classes = (outputs: Record<string, tf.Tensor>) =>
    Object.fromEntries(Object.entries(outputs).map(([name, tensor]) => [name, tf.argMax(tensor, -1)]));
  const whole: TensorFunction = (tensors) => (argmax ? classes(fn(tensors)) : fn(tensors));
  return lowerToModel(foldBatchNorm(trace(whole, Object.fromEntries(specs))));
}

function ofFunction(fn: TensorFunction, { inputs }: ExportOptions): { fn: TensorFunction; inputs: Inputs } {
  if (!inputs || Object.keys(inputs).length === 0) {
    throw new RangeError(
      "Expected `inputs` with the shape of each input of the function, such as { x: { shape: [null, 3] } }.",
    );
  }
  return { fn, inputs };
}

function ofModel(
  model: ExportableModel,
  { inputShape, inputName = "images", outputName, argmax }: ExportOptions,
): { fn: TensorFunction; inputs: Inputs } {
  const single = model.inputs.length === 1;
  const inputs = model.inputs.map(({ name, shape }): [string, ExportInput] => {
    const open = [null, ...shape.slice(1).map((size, i) => size ?? inputShape?.[i] ?? null)];
    if (open.slice(1).includes(null)) {
      throw new RangeError(
        `Expected \`inputShape\`, because input ${name} of the model has the shape [${shape}], got ${inputShape}.`,
      );
    }
    return [single ? inputName : name, { shape: open }];
  });
  const oneName = outputName ?? (argmax ? "labels" : undefined);
  const fn: TensorFunction = (tensors) => {
    const values = Object.values(tensors);
    const result = model.apply(single ? (values[0] as tf.Tensor) : values, { training: false });
    const outputs = [result].flat() as tf.Tensor[];
    // Sequential models know the names of their outputs only now.
    const names = outputs.length === 1 && oneName !== undefined ? [oneName] : model.outputNames;
    return Object.fromEntries(outputs.map((tensor, i) => [names[i] as string, tensor]));
  };
  return { fn, inputs: Object.fromEntries(inputs) };
}
