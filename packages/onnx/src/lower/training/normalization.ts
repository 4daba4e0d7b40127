import type * as tf from "@tensorflow/tfjs-core";
import { sumOverBatch } from "../convolutions/gradient-parts.ts";
import { float32, type Kernel, kernel, required } from "../lowering/kernel.ts";
import { nchw, rowMajor } from "../lowering/layout.ts";
import type { Lowering } from "../lowering/lowering.ts";
import type { LoweredTensor } from "../lowering/tensor.ts";

const vector = (x: LoweredTensor) => x.full(rowMajor(1));
const perChannel = (x: LoweredTensor) => x.reshaped([1, 1, 1, x.shape[0] as number]);

/** With given statistics: one ONNX op on images, plain arithmetic on other ranks. */
const inference = kernel<tf.FusedBatchNormAttrs>({
  infer: (inputs) => required(inputs, "x"),
  lower: (l, inputs, { varianceEpsilon }) => {
    const x = required(inputs, "x");
    const [mean, variance] = [required(inputs, "mean"), required(inputs, "variance")];
    const scale = inputs["scale"] ?? l.fill(1, mean.shape);
    const offset = inputs["offset"] ?? l.fill(0, mean.shape);
    if (x.rank === 4 && mean.rank === 1) {
      const parameters = [scale, offset, mean, variance].map(vector);
      const attributes = { epsilon: { float: varianceEpsilon } };
      return l.tensor(
        x.shape,
        nchw,
        l.builder.op("BatchNormalization", [x.full(nchw), ...parameters], attributes),
      );
    }
    const deviation = l.elementwise("Sqrt", [l.add(variance, l.fill(varianceEpsilon))]);
    const factor = l.elementwise("Div", [scale, deviation]);
    const shift = l.elementwise("Sub", [offset, l.multiply(mean, factor)]);
    return l.add(l.multiply(x, factor), shift);
  },
});

/** Kernel of `batchNormalization`. */
export const batchNormTrain = "FacesegBatchNormTrain";
/** Kernel of its gradient. */
export const batchNormTrainGrad = "FacesegBatchNormTrainGrad";

interface Epsilon {
  readonly epsilon: number;
}

/** With the statistics of the batch: returns y, mean and (population) variance. */
const training = kernel<Epsilon>({
  infer: (inputs) => {
    const { shape } = required(inputs, "x");
    const channels = [shape.at(-1) as number];
    return [float32(shape), float32(channels), float32(channels)];
  },
  lower: (l, inputs, { epsilon }) => {
    const [x, gamma, beta] = [required(inputs, "x"), required(inputs, "gamma"), required(inputs, "beta")];
    const channels = gamma.shape;
    // With momentum 0 the old statistics do not matter, but ONNX Runtime writes the new ones into their buffers, even
    // where those are constants or shared: give every node two buffers of its own.
    const buffer = () =>
      l.builder.op("Add", [
        l.builder.op("Mul", [vector(gamma), l.builder.float(0)]),
        l.builder.float(l.serial()),
      ]);
    const inputsOfNode = [x.full(nchw), vector(gamma), vector(beta), buffer(), buffer()];
    const attributes = { epsilon: { float: epsilon }, momentum: { float: 0 }, training_mode: 1 };
    const outputs = l.builder.ops("BatchNormalization", inputsOfNode, attributes, { outputs: 3 });
    const [y, mean, variance] = outputs as [string, string, string];
    return [l.tensor(x.shape, nchw, y), l.tensor(channels, "0", mean), l.tensor(channels, "0", variance)];
  },
});

/**
 * Gradients of the above for x, gamma and beta. With r = 1 / sqrt(variance + epsilon), M pixels and the sums
 * b = Σ dy and g = r (Σ dy·x - mean b): dbeta = b, dgamma = g, and dx is affine in dy and x per channel.
 */
const trainingGradient = kernel<Epsilon>({
  infer: (inputs) => {
    const { shape } = required(inputs, "x");
    const channels = [shape.at(-1) as number];
    return [float32(shape), float32(channels), float32(channels)];
  },
  lower: (l, inputs, { epsilon }) => {
    const [dy, x, gamma] = [required(inputs, "dy"), required(inputs, "x"), required(inputs, "gamma")];
    const [mean, variance] = [required(inputs, "mean"), required(inputs, "variance")];
    const count = x.shape.slice(0, -1).reduce((a, b) => a * b, 1);
    const r = l.elementwise("Reciprocal", [l.elementwise("Sqrt", [l.add(variance, l.fill(epsilon))])]);
    const dbeta = channelSum(l, dy.full(nchw), gamma.shape[0] as number);
    const dgamma = l.multiply(r, l.elementwise("Sub", [channelDot(l, dy, x), l.multiply(mean, dbeta)]));
    const ofDy = l.multiply(gamma, r);
    const ofX = l.multiply(l.multiply(l.multiply(ofDy, r), dgamma), l.fill(-1 / count));
    const meanTerm = l.add(l.multiply(l.multiply(ofDy, dbeta), l.fill(1 / count)), l.multiply(ofX, mean));
    const ofXAndConstant = scaledAndShifted(l, x, ofX, l.elementwise("Neg", [meanTerm]));
    return [l.add(l.multiply(dy, perChannel(ofDy)), ofXAndConstant), dgamma, dbeta];
  },
});

/** x * scale + shift for each channel: a normalization with mean 0 and variance 1, in one pass over memory. */
function scaledAndShifted(
  l: Lowering,
  x: LoweredTensor,
  scale: LoweredTensor,
  shift: LoweredTensor,
): LoweredTensor {
  const [zeros, ones] = [l.fill(0, scale.shape), l.fill(1, scale.shape)];
  const inputs = [x.full(nchw), ...[scale, shift, zeros, ones].map(vector)];
  return l.tensor(x.shape, nchw, l.builder.op("BatchNormalization", inputs, { epsilon: { float: 0 } }));
}

/**
 * Σ a·b for each channel. On x86, ONNX Runtime multiplies a row by a column without packing them, and so reads both once.
 * Writing the product and reading it again takes twice the time.
 */
function channelDot(l: Lowering, a: LoweredTensor, b: LoweredTensor): LoweredTensor {
  const [batch = 0, height = 0, width = 0, channels = 0] = a.shape;
  const operands = [a.full(nchw), b.full(nchw)];
  if (l.channelBlock === 0) return channelSum(l, l.builder.op("Mul", operands), channels);
  const rows = operands.map((value) => l.builder.reshape(value, [batch * channels, 1, height * width]));
  const dots = l.builder.op("FusedMatMul", rows, { transB: 1 }, { domain: "com.microsoft" });
  const byImage = l.builder.reshape(dots, [batch, channels]);
  return l.tensor([channels], "0", sumOverBatch(l, byImage, batch, [channels]));
}

function channelSum(l: Lowering, value: string, channels: number): LoweredTensor {
  const sum = l.builder.op("ReduceSum", [value, l.builder.ints([0, 2, 3])], { keepdims: 0 });
  return l.tensor([channels], "0", sum);
}

/** Batch normalization, and the fused training form behind `batchNormalization`. */
export const normalization: Record<string, Kernel> = {
  FusedBatchNorm: inference,
  [batchNormTrain]: training,
  [batchNormTrainGrad]: trainingGradient,
};
