import type { ScoreMeaning } from "../scores/meaning.ts";

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

/** Layers that keep what numbers mean: they pick, repeat, move or average whole pixels. */
const harmless = new Set([
  "Reshape",
  "Permute",
  "Flatten",
  "Cropping2D",
  "UpSampling2D",
  "HalfPixelUpSampling2D",
  "HalfPixelResizing",
  "Resizing",
  "Dropout",
  "Average",
]);

/** Layers whose numbers are logits, unless they have an activation; those of sums are, where all terms are. */
const weighted = [
  "Conv2D",
  "Conv2DTranspose",
  "SeparableConv2D",
  "DepthwiseConv2D",
  "Dense",
  "BatchNormalization",
];
const sums = ["Add", "Concatenate"];

/** What activations make of numbers; others tell nothing. */
const activations: Readonly<Record<string, ScoreMeaning>> = {
  softmax: "softmax",
  sigmoid: "sigmoid",
  hardSigmoid: "sigmoid",
  hard_sigmoid: "sigmoid",
};

/** What a tensor's numbers are, by the last layers before it; undefined where they do not tell. */
export function layerMeaning(tensor: GraphTensor): ScoreMeaning | undefined {
  const { sourceLayer: layer, inputs, outputTensorIndex = 0 } = tensor;
  if (layer.layers) {
    const inner = layer.outputs?.[outputTensorIndex];
    return inner && layerMeaning(inner);
  }
  const kind = layer.getClassName();
  if (harmless.has(kind) || sums.includes(kind)) {
    const [first, ...others] = inputs.map(layerMeaning);
    // A sum of probabilities is none.
    const isKept = others.every((meaning) => meaning === first) && (harmless.has(kind) || first === "logits");
    return isKept ? first : undefined;
  }
  const { activation, axis = -1 } = layer.getConfig();
  if (kind === "Softmax") return [-1, tensor.shape.length - 1].includes(Number(axis)) ? "softmax" : undefined;
  if (typeof activation === "string" && Object.hasOwn(activations, activation))
    return activations[activation];
  const isLinear = activation === undefined || activation === null || activation === "linear";
  if (kind === "Activation" && isLinear) return inputs[0] && layerMeaning(inputs[0]);
  return weighted.includes(kind) && isLinear ? "logits" : undefined;
}

/** The logits of a tensor that a layer of nothing but a softmax made; undefined for others. */
export function logitsBefore(tensor: GraphTensor): GraphTensor | undefined {
  const { sourceLayer: layer, inputs } = tensor;
  const isSoftmaxLayer = ["Activation", "Softmax"].includes(layer.getClassName());
  return isSoftmaxLayer && layerMeaning(tensor) === "softmax" && inputs.length === 1 ? inputs[0] : undefined;
}
