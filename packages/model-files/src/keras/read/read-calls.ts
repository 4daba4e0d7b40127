import { KerasFileError } from "../../errors/keras-file-error.ts";
import { isObject, type Json, show } from "../../json/parse-json.ts";

/** A tensor in a Keras config: an output of a call of a layer. */
export interface TensorRef {
  readonly layer: string;
  /** Which of the layer's calls. */
  readonly call: number;
  /** Which of the call's outputs. */
  readonly output: number;
}

/** One call of a layer. */
export interface Call {
  readonly inputs: readonly TensorRef[];
  /** Called with `training=True`. */
  readonly training: boolean;
  /** Written the way of Keras 2, where calls of models in models are numbered from 1. */
  readonly legacy: boolean;
}

const mostInputs = 1000;

/** Reads `inbound_nodes`: the calls of a layer. */
export function readCalls(name: string, nodes: Json | undefined): Call[] {
  if (nodes === undefined) return [];
  if (!Array.isArray(nodes)) throw wrong(name, nodes);
  return nodes.map((node) => {
    const call = isObject(node) ? fromKeras3(name, node) : fromKeras2(name, node);
    if (call.inputs.length === 0 || call.inputs.length > mostInputs) {
      throw new KerasFileError(
        `Expected each call of the layer ${name} to have 1 to ${mostInputs} inputs, found ${call.inputs.length}`,
      );
    }
    return call;
  });
}

/** {"args": [tensor] or [[tensor, tensor]], "kwargs": {"mask": null}} */
function fromKeras3(name: string, node: { [key: string]: Json }): Call {
  const args = node["args"];
  if (!Array.isArray(args) || args.length !== 1) {
    throw new KerasFileError(
      `Expected the layer ${name} to be called with one argument, found ${show(args)}`,
    );
  }
  const [first] = args;
  const tensors = Array.isArray(first) ? first : [first ?? null];
  const inputs = tensors.map((tensor) => {
    const config =
      isObject(tensor) && tensor["class_name"] === "__keras_tensor__" ? tensor["config"] : undefined;
    return tensorRef(name, isObject(config) ? (config["keras_history"] ?? null) : tensor);
  });
  return { inputs, training: training(name, node["kwargs"]), legacy: false };
}

/** [["conv", 0, 0, {}], ["conv_1", 0, 0, {}]] */
function fromKeras2(name: string, node: Json): Call {
  if (!Array.isArray(node)) throw wrong(name, node);
  const tensors = typeof node[0] === "string" ? [node] : node;
  const calls = tensors.map((tensor) => {
    if (!Array.isArray(tensor)) throw wrong(name, tensor);
    return { input: tensorRef(name, tensor.slice(0, 3)), training: training(name, tensor[3]) };
  });
  return {
    inputs: calls.map(({ input }) => input),
    training: calls.some((call) => call.training),
    legacy: true,
  };
}

/** ["conv", 0, 0] */
function tensorRef(name: string, value: Json): TensorRef {
  const [layer, call, output] = Array.isArray(value) ? value : [];
  const isIndex = (index: unknown) => Number.isSafeInteger(index) && Number(index) >= 0;
  if (typeof layer !== "string" || !isIndex(call) || !isIndex(output)) throw wrong(name, value);
  return { layer, call: Number(call), output: Number(output) };
}

function training(name: string, kwargs: Json | undefined): boolean {
  for (const [key, value] of Object.entries(isObject(kwargs) ? kwargs : {})) {
    const fits = value === null || (key === "training" && typeof value === "boolean");
    if (!fits) {
      throw new KerasFileError(
        `Expected the layer ${name} to be called without keywords but \`training\`, found \`${key}\` = ${show(value)}`,
      );
    }
  }
  return isObject(kwargs) && kwargs["training"] === true;
}

/** Reads `input_layers` or `output_layers`: ["image", 0, 0] or a list of such. */
export function readEnds(what: string, value: Json | undefined): TensorRef[] {
  if (!Array.isArray(value)) throw wrong(what, value);
  return typeof value[0] === "string" ? [tensorRef(what, value)] : value.map((one) => tensorRef(what, one));
}

const wrong = (name: string, value: unknown) =>
  new KerasFileError(`Expected the inputs of ${name} to be [layer, call, output], found ${show(value)}`);
