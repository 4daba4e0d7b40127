import { always, channelsLast, checked, ignored, none, type Setting, whole } from "../settings/setting.ts";
import type { LayerKind } from "./layer-kind.ts";
import { isRegistered, registered } from "./registered-layer.ts";

const className = "FacesegDilatedDepthwiseConv2D";

/** A setting that stands in one way, and that the layer does not take. */
const fixed = (legal: unknown): Setting => ({ ...always(legal), tfjs: null });

/** A dilation that is the same in both directions. */
const rate: Setting = {
  tfjs: "rate",
  read: (value) => {
    const [height, width = height] = [value].flat();
    checked("one number for both sides", () => height === width).read(value);
    return whole(1).read(height);
  },
  write: (value) => [value, value],
};

/** The depthwise convolution of @faceseg/backbones that heeds its dilation, as TensorFlow.js's own does not. */
export const dilatedDepthwise: LayerKind = {
  keras: "DepthwiseConv2D",
  tfjs: className,
  make: (args) => registered(className, args),
  settings: {
    kernel_size: fixed([3, 3]),
    strides: fixed([1, 1]),
    padding: fixed("same"),
    depth_multiplier: fixed(1),
    dilation_rate: rate,
    data_format: { ...channelsLast, tfjs: null },
    activation: fixed("linear"),
    use_bias: fixed(false),
    activity_regularizer: { ...none, tfjs: null },
    bias_initializer: ignored,
    bias_regularizer: ignored,
    bias_constraint: ignored,
    depthwise_initializer: ignored,
    depthwise_regularizer: { ...none, tfjs: null },
    depthwise_constraint: { ...none, tfjs: null },
  },
  ifKeras: ({ dilation_rate: dilation }) =>
    dilation !== undefined && [dilation].flat().some((side) => side !== 1) && isRegistered(className),
};
