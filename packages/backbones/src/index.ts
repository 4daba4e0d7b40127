export type { LoadReport } from "./assign-weights.ts";
export type { Backbone, Feature } from "./backbone.ts";
export { DownloadError } from "./download-error.ts";
export { finishNetwork } from "./finish-network.ts";
export { type Freeze, freezeBackbone } from "./freeze.ts";
export { AdaptiveAveragePooling } from "./layers/adaptive-average-pooling.ts";
export { AuxiliaryLoss } from "./layers/auxiliary-loss.ts";
export { BilinearUpsampling } from "./layers/bilinear-upsampling.ts";
export { CaffeInput } from "./layers/caffe-input.ts";
export { DilatedDepthwiseConv2D } from "./layers/dilated-depthwise-conv2d.ts";
export type { LayerShape } from "./layers/layer-parts.ts";
export { MaxPoolWithArgmax } from "./layers/max-pool-with-argmax.ts";
export { MaxUnpool } from "./layers/max-unpool.ts";
export { type LoadOptions, loadWeights } from "./load-weights.ts";
export { type MobileNetV2Options, mobileNetV2 } from "./mobilenet-v2.ts";
export { mobileNetV2LayerNames } from "./mobilenet-v2-layers.ts";
export {
  type NetworkOptions,
  type ResolvedNetworkOptions,
  resolveNetworkOptions,
  scaleFilters,
} from "./network-options.ts";
export { findPretrained, type PretrainedFile, pretrained } from "./pretrained.ts";
export { seedWeights } from "./seed-weights.ts";
export { validateChoice, validateCounts } from "./validate.ts";
export { type Vgg16Options, vgg16, vgg16LayerNames } from "./vgg16.ts";
export { type Misshapen, WeightsError } from "./weights-error.ts";
