import { checkOptions, shown } from "@faceseg/core";
import * as tf from "@tensorflow/tfjs-core";
import type { DataType, TensorSpec } from "../graph/graph.ts";
import { kernels } from "../kernels/kernels.ts";
import { lowerToModel } from "../lower/lower.ts";
import { encodeModel, type OnnxModel } from "../onnx/model.ts";
import { runPasses } from "../passes/passes.ts";
import { type TensorFunction, trace } from "../trace/trace.ts";
import { dynamicBatch } from "./dynamic-batch.ts";
import { foldConstants } from "./fold-constants.ts";
import { type Precision, storeWeights } from "./store-weights.ts";

/** An input of a tf.layers model. */
export interface ModelInput {
  /** Its name. */
  readonly name: string;
  /** Sizes of its dimensions; null where they are free. */
  readonly shape: readonly (number | null)[];
}

/** What {@link exportOnnx} uses of a model of tf.layers. */
export interface ExportableModel {
  /** Its inputs. */
  readonly inputs: readonly ModelInput[];
  /** Names of its outputs, in the order in which `apply` returns them. */
  readonly outputNames: readonly string[];
  /** Applies the model to tensors. */
  apply(inputs: tf.Tensor | tf.Tensor[], kwargs?: object): unknown;
}

/** An input of an exported function. */
export interface ExportInput {
  /** Sizes of its dimensions; null is the batch. */
  readonly shape: readonly (number | null)[];
  /** Type of its elements. @default "float32" */
  readonly dtype?: DataType;
}

/** Options of {@link exportOnnx}. */
export interface ExportOptions {
  /** The inputs of a function, by name; needed there only. @default those of the model */
  readonly inputs?: Readonly<Record<string, ExportInput>>;
  /** Height, width and channels of a model that leaves them open. @default those of the model */
  readonly inputShape?: readonly number[];
  /** Name of the input of a model with one input. @default "images" */
  readonly inputName?: string;
  /** Name of the output of a model with one output. @default the model's own name for it, or "labels" with `argmax` */
  readonly outputName?: string;
  /** Whether the file accepts every batch size; if not, the batch is 1. @default true */
  readonly dynamicBatch?: boolean;
  /** Whether to return class ids (int32) instead of class scores: the argmax of every output's last axis. @default false */
  readonly argmax?: boolean;
  /**
   * Number format of the weights of convolutions and matrix products in the file: "float16" halves their size, "int8"
   * quarters it, with a scale for each channel. Inputs, outputs and all computation stay float32.
   * @default "float32"
   */
  readonly precision?: Precision;
  /**
   * Notes that the file keeps for its readers, such as `{ classes: ["skin", ...], inputRange: [0, 1] }`; values other
   * than strings are written as JSON.
   * @default none
   */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

const knownOptions = [
  ...["inputs", "inputShape", "inputName", "outputName"],
  ...["dynamicBatch", "argmax", "precision", "metadata"],
];

/**
 * The two batch sizes at which a function is traced to find out where the batch occurs in its graph. One trace cannot
 * tell: a 5 among its sizes may be the batch or a dimension of the network. A number that is 5 k in one trace and 7 k in
 * the other is k times the batch; a number that is equal in both does not depend on it (see `dynamicBatch`).
 *
 * Why these two: they are coprime and odd, so that half a batch, or a batch rounded to an even number, is no multiple of
 * it in both traces and is refused. Neither is 1, because dimensions of size 1 are dropped and broadcast. And networks
 * seldom have these sizes: where the batch equals another dimension, constants that are equal by chance become one, in
 * one trace only.
 */
const tracedBatches = [5, 7] as const;

/**
 * Writes a model of tf.layers, or a pure function of tensors, as an ONNX file for inference.
 *
 * The file has standard operators only (opset 18), which any runtime can read. Inputs and outputs keep the dimension
 * order of TensorFlow.js, NHWC. Batch normalization is folded into the convolutions before it.
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
  checkOptions("exportOnnx", options, knownOptions);
  const { fn, inputs } =
    typeof source === "function" ? ofFunction(source, options) : ofModel(source, options);
  const sized = (batch: number) => ({ batch, model: lowered(fn, inputs, batch, options.argmax ?? false) });
  const model =
    options.dynamicBatch === false
      ? sized(1).model
      : dynamicBatch(sized(tracedBatches[0]), sized(tracedBatches[1]));
  const metadata = Object.entries(options.metadata ?? {}).map(([key, value]) => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  const stored = storeWeights(foldConstants(model), options.precision ?? "float32");
  return encodeModel({ ...stored, metadata: Object.fromEntries(metadata) });
}

type Inputs = Readonly<Record<string, ExportInput>>;

function lowered(fn: TensorFunction, inputs: Inputs, batch: number, argmax: boolean): OnnxModel {
  const specs = Object.entries(inputs).map(([name, { shape, dtype = "float32" }]): [string, TensorSpec] => [
    name,
    { shape: shape.map((size) => size ?? batch), dtype },
  ]);
  const classes = (outputs: Record<string, tf.Tensor>) =>
    Object.fromEntries(Object.entries(outputs).map(([name, tensor]) => [name, tf.argMax(tensor, -1)]));
  const whole: TensorFunction = (tensors) => (argmax ? classes(fn(tensors)) : fn(tensors));
  return lowerToModel(runPasses(trace(whole, Object.fromEntries(specs)), 0), { kernels });
}

function ofFunction(fn: TensorFunction, { inputs }: ExportOptions): { fn: TensorFunction; inputs: Inputs } {
  if (!inputs || Object.keys(inputs).length === 0) {
    throw new RangeError(
      "Expected `inputs` to have the shape of each input of the function, such as { x: { shape: [null, 3] } }, " +
        `got ${shown(inputs)}`,
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
        `Expected \`inputShape\` to be the height, width and channels that input ${name} of the model leaves open, ` +
          `[${shape.map(String)}], got ${shown(inputShape)}`,
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
