/** A symbolic tensor of TensorFlow.js, as far as it is read here: the layer that made it, and what from. */
export interface GraphTensor {
  /** Its shape, null where it is open. */
  readonly shape: readonly (number | null)[];
  /** The layer that made it. */
  readonly sourceLayer: GraphLayer;
  /** The layer's inputs. */
  readonly inputs: readonly GraphTensor[];
  /** Which of the layer's outputs it is. @default the only one */
  readonly outputTensorIndex?: number;
}

/** A layer of TensorFlow.js, as far as it is read here. */
export interface GraphLayer {
  /** The name under which the layer's class is saved. */
  getClassName(): string;
  /** What the layer was made with. */
  getConfig(): { readonly activation?: unknown; readonly axis?: unknown };
  /** Of a model used as a layer. */
  readonly layers?: readonly GraphLayer[];
  /** Of a model used as a layer. */
  readonly outputs?: readonly GraphTensor[];
}

/** Layers after which probabilities still are probabilities: they pick, repeat or average whole pixels. */
const harmless = new Set([
  "Reshape",
  "Cropping2D",
  "UpSampling2D",
  "HalfPixelUpSampling2D",
  "HalfPixelResizing",
  "Dropout",
  "Average",
]);

/** Whether the graph makes a tensor's numbers probabilities: a softmax over the last axis has been applied. */
export function givesProbabilities(tensor: GraphTensor): boolean {
  const { sourceLayer: layer, inputs, outputTensorIndex = 0 } = tensor;
  if (layer.layers) {
    const inner = layer.outputs?.[outputTensorIndex];
    return inner !== undefined && givesProbabilities(inner);
  }
  const kind = layer.getClassName();
  if (harmless.has(kind)) return inputs.length > 0 && inputs.every(givesProbabilities);
  const { activation, axis = -1 } = layer.getConfig();
  if (kind === "Softmax") return [-1, tensor.shape.length - 1].includes(Number(axis));
  return activation === "softmax";
}

/** The logits of a tensor that a layer of nothing but a softmax made; undefined for others. */
export function logitsBefore(tensor: GraphTensor): GraphTensor | undefined {
  const { sourceLayer: layer, inputs } = tensor;
  const isSoftmaxLayer = ["Activation", "Softmax"].includes(layer.getClassName());
  return isSoftmaxLayer && givesProbabilities(tensor) && inputs.length === 1 ? inputs[0] : undefined;
}
