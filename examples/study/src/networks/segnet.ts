import type { NetworkOptions } from "@faceseg/backbones";
import {
  finishNetwork,
  head,
  kernelInitializer,
  resolveNetworkOptions,
  scaleFilters,
} from "@faceseg/backbones/blocks";
import { input, type LayersModel, layers, model, type SymbolicTensor } from "@tensorflow/tfjs-layers";

/**
 * "SegNet" as in the 2025 study (Facial-Parts-Segmentation-with-Deep-Learning): an encoder of 64, 128, 256, 512 and 512
 * filters with max pooling, and a decoder of 512, 512, 256, 128 and 64 filters that repeats pixels and concatenates the
 * encoder's tensors, all times `width`. It has neither SegNet's pooling indices nor a pretrained encoder. 26,684,555
 * parameters with 11 classes.
 */
export function buildStudySegnet(options: NetworkOptions): LayersModel {
  const resolved = resolveNetworkOptions("buildStudySegnet", options);
  const { inputShape, numClasses, width, bnMomentum: momentum, softmax } = resolved;
  const wide = (filters: number) => scaleFilters(filters, width);
  const image = input({ shape: [...inputShape], name: "input" });

  const skips: SymbolicTensor[] = [];
  const bridge = [64, 128, 256, 512, 512].reduce((x, filters, i) => {
    const name = `encoder_${i + 1}`;
    const skip = twoConvolutions(x, { filters: wide(filters), momentum, name });
    skips.unshift(skip);
    return layers.maxPooling2d({ name: `${name}_pool`, poolSize: 2 }).apply(skip) as SymbolicTensor;
  }, image);
  const decoded = [512, 512, 256, 128, 64].reduce((x, filters, i) => {
    const name = `decoder_${i + 1}`;
    const up = layers.upSampling2d({ name: `${name}_up`, size: [2, 2], interpolation: "nearest" });
    const pair = [up.apply(x), skips[i]] as SymbolicTensor[];
    const both = layers.concatenate({ name: `${name}_concat` }).apply(pair) as SymbolicTensor;
    return twoConvolutions(both, { filters: wide(filters), momentum, name });
  }, bridge);

  const outputs = head(decoded, { numClasses, softmax });
  return finishNetwork(model({ name: "segnet", inputs: image, outputs }), resolved);
}

interface Convolutions {
  readonly filters: number;
  readonly momentum: number;
  readonly name: string;
}

/** Twice: convolution 3x3, ReLU, batch normalization; in this order, unlike `convBlock`. */
function twoConvolutions(x: SymbolicTensor, { filters, momentum, name }: Convolutions): SymbolicTensor {
  return [`${name}_conv1`, `${name}_conv2`].reduce((y, conv) => {
    const shape = { filters, kernelSize: 3, padding: "same" } as const;
    const convolved = layers.conv2d({ name: conv, ...shape, kernelInitializer }).apply(y);
    const active = layers.reLU({ name: `${conv}_relu` }).apply(convolved);
    return layers.batchNormalization({ name: `${conv}_BN`, momentum }).apply(active) as SymbolicTensor;
  }, x);
}
