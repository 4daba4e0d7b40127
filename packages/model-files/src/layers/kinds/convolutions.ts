import { layers } from "@tensorflow/tfjs-layers";
import { activation } from "../settings/activation.ts";
import { initializer } from "../settings/initializer.ts";
import { regularizer } from "../settings/regularizer.ts";
import {
  always,
  channelsLast,
  flag,
  ignored,
  none,
  oneOf,
  pair,
  type Setting,
  whole,
} from "../settings/setting.ts";
import { dilatedDepthwise } from "./dilated-depthwise.ts";
import type { LayerKind } from "./layer-kind.ts";

/** Initializer, regularizer and constraint of each weight. */
export const weightSettings = (...weights: string[]): Record<string, Setting> =>
  Object.fromEntries(
    weights.flatMap((weight) => [
      [`${weight}_initializer`, initializer],
      [`${weight}_regularizer`, regularizer],
      [`${weight}_constraint`, none],
    ]),
  );

const convolution = {
  kernel_size: pair,
  strides: pair,
  padding: oneOf("valid", "same"),
  data_format: channelsLast,
  activation,
  use_bias: flag,
  activity_regularizer: none,
  ...weightSettings("bias"),
};

const depthwise: Record<string, Setting> = {
  ...convolution,
  depth_multiplier: whole(1),
  // The layer of tfjs has the setting but does not heed it.
  dilation_rate: always([1, 1]),
  ...weightSettings("depthwise"),
  // Keras 2 lists these, which it does not use.
  groups: ignored,
  kernel_initializer: ignored,
  kernel_regularizer: ignored,
  kernel_constraint: ignored,
};

export const convolutions: readonly LayerKind[] = [
  {
    keras: "Conv2D",
    make: layers.conv2d,
    settings: {
      ...convolution,
      filters: whole(1),
      dilation_rate: pair,
      groups: always(1),
      ...weightSettings("kernel"),
    },
  },
  {
    keras: "Conv2DTranspose",
    make: layers.conv2dTranspose,
    settings: {
      ...convolution,
      filters: whole(1),
      dilation_rate: always([1, 1]),
      output_padding: none,
      groups: ignored,
      ...weightSettings("kernel"),
    },
  },
  dilatedDepthwise,
  {
    keras: "DepthwiseConv2D",
    make: layers.depthwiseConv2d,
    settings: depthwise,
  },
  {
    keras: "SeparableConv2D",
    make: layers.separableConv2d,
    settings: {
      ...convolution,
      filters: whole(1),
      dilation_rate: pair,
      depth_multiplier: whole(1),
      ...weightSettings("depthwise", "pointwise"),
      groups: ignored,
      kernel_initializer: ignored,
      kernel_regularizer: ignored,
      kernel_constraint: ignored,
    },
  },
  {
    keras: "Dense",
    make: layers.dense,
    settings: {
      units: whole(1),
      activation,
      use_bias: flag,
      activity_regularizer: none,
      ...weightSettings("kernel", "bias"),
    },
  },
];
