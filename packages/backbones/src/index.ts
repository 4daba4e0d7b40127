export { finishNetwork } from "./blocks/finish-network.ts";
export { type Freeze, freezeBackbone } from "./blocks/freeze.ts";
export {
  type NetworkOptions,
  type ResolvedNetworkOptions,
  resolveNetworkOptions,
  scaleFilters,
} from "./blocks/network-options.ts";
export { seedWeights } from "./blocks/seed-weights.ts";
export { validateChoice, validateCounts } from "./blocks/validate.ts";
export type { Backbone, Feature } from "./encoders/encoder.ts";
export { type MobileNetV2Options, mobileNetV2 } from "./encoders/mobilenet-v2.ts";
export { mobileNetV2LayerNames } from "./encoders/mobilenet-v2-layers.ts";
export { type Vgg16Options, vgg16, vgg16LayerNames } from "./encoders/vgg16.ts";
export { AdaptiveAveragePooling } from "./layers/adaptive-average-pooling.ts";
export { AuxiliaryLoss } from "./layers/auxiliary-loss.ts";
export { BilinearUpsampling } from "./layers/bilinear-upsampling.ts";
export { CaffeInput } from "./layers/caffe-input.ts";
export { DilatedDepthwiseConv2D } from "./layers/dilated-depthwise-conv2d.ts";
export type { LayerShape } from "./layers/layer-parts.ts";
export { MaxPoolWithArgmax } from "./layers/max-pool-with-argmax.ts";
export { MaxUnpool } from "./layers/max-unpool.ts";
export type { LoadReport } from "./weights/assign-weights.ts";
export { type LoadOptions, loadWeights } from "./weights/load-weights.ts";
export { findPretrained, type PretrainedFile, pretrained } from "./weights/pretrained.ts";
export { type Misshapen, WeightsError } from "./weights/weights-error.ts";
