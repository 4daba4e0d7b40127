import * as tfl from "@tensorflow/tfjs-layers";
import { writeLayer } from "../../layers/convert/write-layer.ts";
import { graphOrder, nodeOf, type OrderedLayer } from "../graph/graph-order.ts";

type Config = Record<string, unknown>;

/** The config that Keras 3 would have written for the model, as a functional one. */
export function writeConfig(model: tfl.LayersModel): Config {
  const ordered = graphOrder(model);
  const callNumber = callNumbers(ordered);
  const end = (tensor: tfl.SymbolicTensor) => {
    const call = callNumber(tensor);
    // Keras counts the call that a model in a model began with, in the outputs alone.
    const shift = tensor.sourceLayer instanceof tfl.LayersModel ? 1 : 0;
    return [tensor.sourceLayer.name, call + shift, tensor.tensorIndex];
  };
  return {
    module: "keras.src.models.functional",
    class_name: "Functional",
    config: {
      name: model.name,
      trainable: model.trainable,
      layers: ordered.map((layer) => layerConfig(layer, callNumber)),
      input_layers: model.inputs.map(end),
      output_layers: model.outputs.map(end),
    },
    registered_name: "Functional",
    build_config: { input_shape: null },
  };
}

function layerConfig({ layer, calls }: OrderedLayer, callNumber: CallNumber): Config {
  if (layer.getClassName() === "InputLayer") {
    const [input] = calls[0]?.outputTensors ?? [];
    const { name } = layer;
    const config = { batch_shape: input?.shape, dtype: "float32", sparse: false, name };
    return {
      module: "keras.layers",
      class_name: "InputLayer",
      config,
      registered_name: null,
      name,
      inbound_nodes: [],
    };
  }
  const inbound_nodes = calls.map(({ inputTensors }) => {
    const tensors = inputTensors.map((tensor) => ({
      class_name: "__keras_tensor__",
      config: {
        shape: tensor.shape,
        dtype: "float32",
        keras_history: [tensor.sourceLayer.name, callNumber(tensor), tensor.tensorIndex],
      },
    }));
    return { args: [tensors.length === 1 ? tensors[0] : tensors], kwargs: {} };
  });
  if (layer instanceof tfl.LayersModel) return { ...writeConfig(layer), name: layer.name, inbound_nodes };
  const { kind, config } = writeLayer(layer);
  const shapes = calls[0]?.inputTensors.map(({ shape }) => shape) ?? [];
  return {
    module: kind.module ?? "keras.layers",
    class_name: kind.keras,
    config,
    registered_name: kind.module ? `faceseg>${kind.keras}` : null,
    build_config: { input_shape: shapes.length === 1 ? shapes[0] : shapes },
    name: layer.name,
    inbound_nodes,
  };
}

type CallNumber = (tensor: tfl.SymbolicTensor) => number;

/** Counts a layer's calls, but for those outside the model. */
function callNumbers(ordered: readonly OrderedLayer[]): CallNumber {
  const calls = new Map(ordered.map(({ layer, calls }) => [layer, calls]));
  return (tensor) => calls.get(tensor.sourceLayer)?.indexOf(nodeOf(tensor)) ?? -1;
}
