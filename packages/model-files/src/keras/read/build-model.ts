import * as tfl from "@tensorflow/tfjs-layers";
import { KerasFileError } from "../../errors/keras-file-error.ts";
import { isObject, type Json, type JsonObject, show } from "../../json/parse-json.ts";
import { readInput } from "../../layers/convert/read-input.ts";
import { checkDtype, findKind, readLayer } from "../../layers/convert/read-layer.ts";
import type { LayerKind } from "../../layers/kinds/layer-kind.ts";
import type { Place } from "../graph/place.ts";
import { classCounter } from "../graph/snake-case.ts";
import type { WeightSource } from "../weights/stored-weight.ts";
import { buildWithWeights } from "./build-with-weights.ts";
import { type CallShifts, callShifts } from "./call-shifts.ts";
import { functionalConfig, isModel, modelClass } from "./functional-config.ts";
import { type Call, readCalls, readEnds, type TensorRef } from "./read-calls.ts";

type Layer = tfl.layers.Layer;
type Outputs = tfl.SymbolicTensor[];

const mostLayers = 4000;
/** Layers that are run when the model is: those of a model in a model count once for each of its calls. */
const mostRuns = 20_000;
const mostModelsInModels = 10;

/** A layer of the config on its way into the model. */
interface Part {
  readonly name: string;
  /** Undefined for inputs, and for what passes its inputs on. */
  readonly layer: Layer | undefined;
  readonly kind: LayerKind | undefined;
  /** The class of a model in the model. */
  readonly inner: string | undefined;
  readonly place: Place;
  readonly calls: readonly Call[];
  /** Layers that one call runs. */
  readonly runs: number;
  /** The outputs of each call that is done. */
  readonly done: Outputs[];
}

/**
 * Builds the network of a Keras config with the weights of its file.
 *
 * @throws KerasFileError if the config has a layer or setting that is not supported, is no graph, or asks for other
 * weights than there are. Nothing that was built stays behind.
 */
export function buildModel(config: JsonObject, weights: WeightSource): tfl.LayersModel {
  const builder = new Builder(weights);
  try {
    return builder.model(config, { path: "", names: [] }, 0).model;
  } catch (error) {
    builder.dispose();
    if (error instanceof KerasFileError) throw error;
    throw new KerasFileError(`The model cannot be built: ${(error as Error).message}`, { cause: error });
  }
}

class Builder {
  private readonly layers: Layer[] = [];
  private readonly weights: WeightSource;
  private count = 0;
  private runs = 0;

  constructor(weights: WeightSource) {
    this.weights = weights;
  }

  dispose(): void {
    for (const layer of this.layers) for (const weight of layer.weights) weight.dispose();
  }

  model(given: JsonObject, place: Place, depth: number): { model: tfl.LayersModel; runs: number } {
    if (depth > mostModelsInModels) {
      throw new KerasFileError(`Expected at most ${mostModelsInModels} models in models`);
    }
    const { name, config } = functionalConfig(given);
    const listed = config["layers"];
    if (!Array.isArray(listed)) {
      throw new KerasFileError(`Expected the model ${name} to have a list of layers, found ${show(listed)}`);
    }
    const parts = this.parts(listed, place, depth);
    const inputs = readEnds(`the model ${name}`, config["input_layers"]);
    const outputs = readEnds(`the model ${name}`, config["output_layers"]);
    const shift = callShifts(parts, outputs);
    this.connect(parts, shift);
    const find = (ref: TensorRef) => resolve(parts, ref, shift.ends(ref.layer));
    const model = tfl.model({ inputs: inputs.map(find), outputs: outputs.map(find), name });
    for (const { layer, done } of parts.values()) {
      // tfjs counts each call as an owner, but a model disposes its layers once.
      if (layer && done.length > 1) (layer as unknown as { _refCount: number })._refCount -= done.length - 1;
    }
    if (config["trainable"] === false) model.trainable = false;
    const runs = [...parts.values()].reduce((sum, part) => sum + part.runs * part.calls.length, 0);
    return { model, runs };
  }

  private parts(listed: readonly Json[], place: Place, depth: number): Map<string, Part> {
    const parts = new Map<string, Part>();
    const count = classCounter();
    for (const entry of listed) {
      const { class_name: className, config } = isObject(entry) ? entry : {};
      if (!isObject(entry) || typeof className !== "string" || !isObject(config)) {
        throw new KerasFileError(
          `Expected a layer to have \`class_name\` and \`config\`, found ${show(entry)}`,
        );
      }
      const name = entry["name"] ?? config["name"];
      // tfjs looks layers up in plain objects.
      if (typeof name !== "string" || name === "" || name in {} || parts.has(name)) {
        throw new KerasFileError(`Expected each layer to have a name of its own, found ${show(name)}`);
      }
      this.count++;
      if (this.count > mostLayers)
        throw new KerasFileError(`Expected a model of at most ${mostLayers} layers`);
      parts.set(name, this.part(name, className, entry, config, place, depth, count));
    }
    return parts;
  }

  private part(
    name: string,
    className: string,
    entry: JsonObject,
    config: JsonObject,
    outer: Place,
    depth: number,
    count: (className: string) => string,
  ): Part {
    const calls = readCalls(name, entry["inbound_nodes"]);
    const part = { name, kind: undefined, inner: undefined, place: outer, calls };
    if (className === "InputLayer") {
      const input = readInput(name, config);
      return { ...part, layer: undefined, calls: [], runs: 0, done: [[input]] };
    }
    if (className === "Cast" && String(entry["module"]).startsWith("keras.src.ops.")) {
      // Between float types, all of which are float32 here.
      checkDtype(name, className, config["dtype"]);
      return { ...part, layer: undefined, runs: 0, done: [] };
    }
    const path = outer.path === "" ? "layers" : `${outer.path}/layers`;
    const place = { path: `${path}/${count(modelClass(className))}`, names: [...outer.names, name] };
    if (isModel(className)) {
      const { model, runs } = this.model({ ...entry, name }, place, depth + 1);
      return { ...part, layer: model, inner: className, place, runs, done: [] };
    }
    const kind = findKind(name, className, entry["module"], config);
    const layer = readLayer(kind, name, config);
    this.layers.push(layer);
    return { ...part, layer, kind, place, runs: 1, done: [] };
  }

  /** Calls the layers in an order in which their inputs are there. */
  private connect(parts: Map<string, Part>, shift: CallShifts): void {
    let waiting = [...parts.values()].filter((part) => part.calls.length > 0);
    while (waiting.length > 0) {
      const before = waiting.reduce((sum, part) => sum + part.done.length, 0);
      for (const part of waiting) {
        for (const call of part.calls.slice(part.done.length)) {
          if (!call.inputs.every((ref) => isThere(parts, ref, shift.inputs(ref.layer, call)))) break;
          const inputs = call.inputs.map((ref) => resolve(parts, ref, shift.inputs(ref.layer, call)));
          part.done.push(this.call(part, call, inputs));
        }
      }
      if (waiting.reduce((sum, part) => sum + part.done.length, 0) === before) {
        const names = waiting.slice(0, 5).map(({ name }) => name);
        throw new KerasFileError(
          `The layers ${names.join(", ")} wait for each other, or for a layer that is not there`,
        );
      }
      waiting = waiting.filter((part) => part.done.length < part.calls.length);
    }
  }

  private call(part: Part, call: Call, inputs: Outputs): Outputs {
    const { layer, kind, place, name } = part;
    if (layer === undefined) return inputs;
    if (call.training && (kind === undefined || kind.differsInTraining)) {
      throw new KerasFileError(`The layer ${name} is called with training=True, which is not supported`);
    }
    this.runs += part.runs;
    if (this.runs > mostRuns)
      throw new KerasFileError(`Expected a model that runs at most ${mostRuns} layers`);
    const apply = () => layer.apply(inputs.length === 1 ? (inputs[0] as tfl.SymbolicTensor) : inputs);
    const isFirst = kind !== undefined && part.done.length === 0;
    try {
      const outputs = isFirst ? buildWithWeights(layer, this.weights(place), apply) : apply();
      return (Array.isArray(outputs) ? outputs : [outputs]) as Outputs;
    } catch (error) {
      if (error instanceof KerasFileError) throw error;
      throw new KerasFileError(
        `The layer ${name} (${layer.getClassName()}) does not fit its inputs: ${(error as Error).message}`,
        { cause: error },
      );
    }
  }
}

const isThere = (parts: Map<string, Part>, ref: TensorRef, shift: number) =>
  parts.get(ref.layer)?.done[ref.call - shift]?.[ref.output] !== undefined;

function resolve(parts: Map<string, Part>, ref: TensorRef, shift: number): tfl.SymbolicTensor {
  const tensor = parts.get(ref.layer)?.done[ref.call - shift]?.[ref.output];
  if (tensor !== undefined) return tensor;
  throw new KerasFileError(`There is no output ${ref.output} of call ${ref.call} of a layer ${ref.layer}`);
}
