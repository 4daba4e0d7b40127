import { util } from "@tensorflow/tfjs-core";
import type { LayersModel, SymbolicTensor } from "@tensorflow/tfjs-layers";

/** A layer of a model, for one image. */
export interface LayerDescription {
  /** Name of the layer. */
  readonly name: string;
  /** Keras's class name, for instance `Conv2D`. */
  readonly type: string;
  /** Shape of the (first) output, without the batch. */
  readonly outputShape: readonly number[];
  /** Number of weights, trainable or not. */
  readonly parameters: number;
  /** Multiply-accumulates of its convolution or matrix product; 0 for all other layers. */
  readonly macs: number;
  /** Bytes of its outputs in float32. */
  readonly activationBytes: number;
}

/** The layers of a model in the order of computation, and their sums. */
export interface ModelDescription {
  /** The layers, in the order of computation. */
  readonly layers: readonly LayerDescription[];
  /** Number of weights. */
  readonly parameters: number;
  /** Number of weights that training changes. */
  readonly trainableParameters: number;
  /** Multiply-accumulates for one image. */
  readonly macs: number;
  /** Bytes of the outputs of all layers in float32, for one image. */
  readonly activationBytes: number;
}

type Layer = LayersModel["layers"][number];

/**
 * What a model costs for one image, layer by layer: parameters, multiply-accumulates and bytes of activations.
 *
 * Biases, normalizations, activations, pooling and resizing count no multiply-accumulates.
 *
 * @throws {TypeError} if the model has no fixed input size, contains a model, or uses a layer twice.
 * @example
 * describeModel(buildUnet({ inputShape: [256, 256, 3], numClasses: 11 })).macs; //=> 3428900864
 */
export function describeModel(model: LayersModel): ModelDescription {
  const layers = model.layers.map(describeLayer);
  return {
    layers,
    parameters: sum(layers.map(({ parameters }) => parameters)),
    trainableParameters: sum(model.trainableWeights.map(({ shape }) => size(shape))),
    macs: sum(layers.map(({ macs }) => macs)),
    activationBytes: sum(layers.map(({ activationBytes }) => activationBytes)),
  };
}

/**
 * Multiply-accumulates by layer type, from the number of input and output elements of an image and the shapes of the kernels. A
 * convolution makes each output element from kernel height x width x input channels; a transposed one spreads each
 * input element over kernel height x width x output channels.
 */
const macsOf: Readonly<
  Record<string, (input: number, output: number, kernels: readonly number[][]) => number>
> = {
  Conv2D: (_, output, [kernel = []]) => output * size(kernel.slice(0, 3)),
  Conv2DTranspose: (input, _, [kernel = []]) => input * size(kernel.slice(0, 3)),
  DepthwiseConv2D: (_, output, [kernel = []]) => output * size(kernel.slice(0, 2)),
  FacesegDilatedDepthwiseConv2D: (_, output, [kernel = []]) => output * size(kernel.slice(0, 2)),
  SeparableConv2D: (_, output, [depthwise = [], pointwise = []]) =>
    (output / Number(pointwise[3])) * (size(depthwise) + size(pointwise)),
  Dense: (_, output, [kernel = []]) => output * Number(kernel[0]),
};

function describeLayer(layer: Layer): LayerDescription {
  const type = layer.getClassName();
  if ("layers" in layer || layer.inboundNodes.length !== 1) {
    const found = "layers" in layer ? "is a model" : `is used ${layer.inboundNodes.length} times`;
    throw new TypeError(
      `Expected \`model\` to use plain layers once each, got "${layer.name}", which ${found}`,
    );
  }
  const outputShapes = [layer.output].flat().map((tensor) => shapeOf(layer, tensor));
  const outputShape = outputShapes[0] as number[];
  const weights = layer.weights.map(({ shape }) => shape as number[]);
  const output = size(outputShape);
  const count = macsOf[type];
  return {
    name: layer.name,
    type,
    outputShape,
    parameters: sum(weights.map(size)),
    macs:
      count === undefined ? 0 : count(size(shapeOf(layer, layer.input as SymbolicTensor)), output, weights),
    activationBytes: 4 * sum(outputShapes.map(size)),
  };
}

/** The shape of a tensor for one image. */
function shapeOf(layer: Layer, tensor: SymbolicTensor): number[] {
  return tensor.shape.slice(1).map((side) => {
    if (side !== null) return side;
    throw new TypeError(
      `Expected \`model\` to have a fixed input size, got [${tensor.shape.map(String).join(", ")}] of "${layer.name}"; ` +
        "build it with an inputShape, for instance [256, 256, 3]",
    );
  });
}

const size = (shape: readonly (number | null)[]): number => util.sizeFromShape(shape as number[]);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
