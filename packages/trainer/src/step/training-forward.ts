import { withWeights } from "@faceseg/engine";
import { batchNormalization, dropoutMask } from "@faceseg/onnx";
import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { classLogits } from "./class-logits.ts";
import { plainLayers } from "./plain-layers.ts";
import { batchShares } from "./statistics-rule.ts";
import type { TrainingPlan } from "./training-plan.ts";

type Layer = LayersModel["layers"][number];
type LayerVariable = LayersModel["weights"][number];

/** What a forward pass needs of a plan. */
type ForwardPlan = Pick<TrainingPlan, "logits" | "weights" | "statisticsRule">;

/** What a forward pass returns. */
export interface Forward {
  /** [batch, height, width, classes] */
  readonly logits: tf.Tensor4D;
  /** Outputs of the model's auxiliary heads, layers `FacesegAuxiliaryLoss`; the caller disposes of them. */
  readonly auxiliary: readonly Auxiliary[];
  /** New values of `ModelWeights.statistics`, in their order; `tf.keep` holds those that differ from `moving`. */
  readonly statistics: tf.Tensor[];
}

/** Logits whose loss is multiplied by `weight`. */
interface Auxiliary {
  readonly logits: tf.Tensor4D;
  readonly weight: number;
}

/**
 * Runs a model in training mode on given weights, without changing its variables. Batch normalization uses the
 * statistics of the batch and returns new moving averages, by the rule of the plan. Frozen layers run as in inference (tfjs-layers would use and
 * update batch statistics there). Dropout draws its masks from `step`, so that every engine draws the same. This also
 * holds for shared layers and for the layers of models inside the model.
 *
 * @param images [batch, height, width, 3]
 * @param step Number of the training step, from 1.
 * @param observe Called with the (first) output of every layer, in the order of computation.
 */
export function trainingForward(
  { logits: model, weights: { trainable, statistics }, statisticsRule }: ForwardPlan,
  images: tf.Tensor4D,
  weights: readonly tf.Tensor[],
  moving: readonly tf.Tensor[],
  step: tf.Scalar,
  observe?: (layer: string, output: tf.Tensor) => void,
): Forward {
  const updated = [...moving];
  const shareOf = batchShares(statisticsRule, step);
  const moveStatistic: MoveStatistic = (variable, value, momentum) => {
    const index = statistics.indexOf(variable);
    const before = updated[index] as tf.Tensor;
    const next = tf.add(before, tf.mul(tf.sub(value, before), shareOf(momentum)));
    updated[index] = tf.keep(next); // outlives the scope of the gradient
    if (before !== moving[index]) before.dispose(); // of an earlier call of a shared layer
  };
  const auxiliary: Auxiliary[] = [];
  const seed = tf.cast(step, "int32");
  const overridden = plainLayers(model).filter(({ layer, frozen }, position) =>
    override(layer, { moveStatistic, auxiliary, seed, position, frozen, ...(observe && { observe }) }),
  );
  try {
    const run = () => model.apply(images, { training: true }) as tf.Tensor4D;
    const logits = withWeights([...trainable, ...statistics], [...weights, ...moving], run);
    return { logits: classLogits(logits), auxiliary, statistics: updated };
  } finally {
    for (const { layer } of overridden) Reflect.deleteProperty(layer, "call");
  }
}

/** Moves a moving statistic of a layer with this momentum toward that of the batch. */
type MoveStatistic = (variable: LayerVariable, value: tf.Tensor, momentum: number) => void;

interface Context {
  readonly moveStatistic: MoveStatistic;
  /** Collects the outputs of the auxiliary heads. */
  readonly auxiliary: Auxiliary[];
  readonly seed: tf.Scalar;
  /** Position of the layer in the model. */
  readonly position: number;
  readonly frozen: boolean;
  readonly observe?: (layer: string, output: tf.Tensor) => void;
}

type Call = (inputs: tf.Tensor | tf.Tensor[], kwargs: object) => tf.Tensor | tf.Tensor[];

/** Replaces the `call` of a layer where that of tfjs-layers would be wrong or slow in training. */
function override(layer: Layer, context: Context): boolean {
  const { observe } = context;
  const training = trainingCall(layer, context);
  const own = training ?? (layer.call.bind(layer) as Call);
  const watched: Call = (inputs, kwargs) => {
    const output = own(inputs, kwargs);
    observe?.(layer.name, first(output));
    return output;
  };
  const call = observe ? watched : training;
  if (call) Object.defineProperty(layer, "call", { value: call, configurable: true });
  return call !== undefined;
}

function trainingCall(layer: Layer, context: Context): Call | undefined {
  const { moveStatistic, auxiliary, seed, position, frozen } = context;
  const own = layer.call.bind(layer) as Call;
  switch (layer.getClassName()) {
    case "BatchNormalization": {
      if (frozen) return (inputs) => own(inputs, { training: false });
      return (inputs) => normalize(layer as unknown as BatchNormalization, first(inputs), moveStatistic);
    }
    case "ReLU": {
      const { maxValue } = layer as unknown as { maxValue: number | undefined };
      return maxValue === undefined || maxValue === null
        ? undefined
        : (inputs) => clippedRelu(first(inputs), maxValue);
    }
    case "FacesegAuxiliaryLoss":
      return (inputs) => {
        const [x, logits] = inputs as [tf.Tensor4D, tf.Tensor4D];
        auxiliary.push({
          logits: tf.keep(classLogits(logits)),
          weight: (layer as unknown as { weight: number }).weight,
        });
        return tf.clone(x);
      };
    case "Dropout":
      return (inputs) => drop(layer as unknown as Dropout, first(inputs), seed, position);
    case "SpatialDropout1D":
    case "GaussianNoise":
    case "GaussianDropout":
    case "AlphaDropout":
      throw new Error(
        `Expected \`model\` to have layers that can be trained, got "${layer.name}", a ${layer.getClassName()}; ` +
          "remove the layer",
      );
    default:
      return undefined;
  }
}

const first = (inputs: tf.Tensor | tf.Tensor[]) =>
  Array.isArray(inputs) ? (inputs[0] as tf.Tensor) : inputs;

/** The fields of tfjs-layers' Dropout, which its types keep private. */
interface Dropout {
  readonly rate: number;
  /** Shape of the mask: null as in the input, 1 where it repeats. */
  readonly noiseShape?: readonly (number | null)[] | null;
}

function drop({ rate, noiseShape }: Dropout, x: tf.Tensor, seed: tf.Scalar, stream: number): tf.Tensor {
  if (rate === 0) return tf.clone(x);
  const shape = noiseShape ? x.shape.map((size, i) => noiseShape[i] ?? size) : x.shape;
  return tf.mul(x, dropoutMask(seed, shape, { rate, stream }));
}

/** The fields of tfjs-layers' BatchNormalization, which its types keep private. */
interface BatchNormalization {
  readonly name: string;
  readonly axis: number;
  readonly momentum: number;
  readonly epsilon: number;
  readonly gamma?: LayerVariable;
  readonly beta?: LayerVariable;
  readonly movingMean: LayerVariable;
  readonly movingVariance: LayerVariable;
}

function normalize(layer: BatchNormalization, x: tf.Tensor, moveStatistic: MoveStatistic): tf.Tensor {
  if (x.rank !== 4 || (layer.axis !== -1 && layer.axis !== 3)) {
    const found = `rank ${x.rank} and axis ${layer.axis}`;
    throw new Error(
      `Expected layer "${layer.name}" to normalize the last axis of 4-dimensional tensors, got ${found}`,
    );
  }
  const shape = layer.movingMean.shape as [number];
  const gamma = (layer.gamma?.read() ?? tf.ones(shape)) as tf.Tensor1D;
  const beta = (layer.beta?.read() ?? tf.zeros(shape)) as tf.Tensor1D;
  const { y, mean, variance } = batchNormalization(x as tf.Tensor4D, gamma, beta, {
    epsilon: layer.epsilon,
  });
  moveStatistic(layer.movingMean, mean, layer.momentum);
  moveStatistic(layer.movingVariance, variance, layer.momentum);
  return y;
}

/** min(max(x, 0), maxValue); its gradient needs only the output, so the input can be fused away. */
function clippedRelu(x: tf.Tensor, maxValue: number): tf.Tensor {
  const clip = tf.customGrad((...args) => {
    const [input, save] = args as unknown as [tf.Tensor, tf.GradSaveFunc];
    const y = tf.clipByValue(input, 0, maxValue);
    save([y]);
    const gradFunc = (dy: tf.Tensor, [saved]: tf.Tensor[]) => {
      const inside = tf.logicalAnd(tf.greater(saved as tf.Tensor, 0), tf.less(saved as tf.Tensor, maxValue));
      return tf.mul(dy, tf.cast(inside, "float32"));
    };
    return { value: y, gradFunc };
  });
  return clip(x);
}
