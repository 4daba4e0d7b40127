import { layers } from "@tensorflow/tfjs-layers";
import { HalfPixelResizing, HalfPixelUpSampling2D } from "../custom/half-pixel-layers.ts";
import { KeepDimsGlobalPooling2D } from "../custom/keep-dims-pooling.ts";
import {
  always,
  channelsLast,
  freeShape,
  ignored,
  margins,
  number,
  oneOf,
  optional,
  pair,
  type Setting,
  whole,
  wholes,
} from "../settings/setting.ts";
import type { LayerKind } from "./layer-kind.ts";

const pooling = {
  pool_size: pair,
  strides: optional(pair),
  padding: oneOf("valid", "same"),
  data_format: channelsLast,
};

/** With `keepdims=True`, which tfjs does not have. */
const keepDims = (kind: "average" | "max"): Omit<LayerKind, "keras"> => ({
  tfjs: KeepDimsGlobalPooling2D.className,
  make: (args) => new KeepDimsGlobalPooling2D({ ...args, pooling: kind }),
  settings: { data_format: { ...channelsLast, tfjs: null }, keepdims: always(true) },
  ifKeras: (config) => config["keepdims"] === true,
  ifTfjs: (config) => config["pooling"] === kind,
});

export const resizing: Record<string, Setting> = {
  height: whole(1),
  width: whole(1),
  interpolation: oneOf("bilinear", "nearest"),
  data_format: { ...channelsLast, tfjs: null },
  crop_to_aspect_ratio: always(false),
  fill_mode: ignored,
  fill_value: ignored,
};

/** Layers that change height and width. */
export const sizes: readonly LayerKind[] = [
  { keras: "MaxPooling2D", make: layers.maxPooling2d, settings: pooling },
  { keras: "AveragePooling2D", make: layers.averagePooling2d, settings: pooling },
  { keras: "GlobalAveragePooling2D", ...keepDims("average") },
  { keras: "GlobalMaxPooling2D", ...keepDims("max") },
  {
    keras: "GlobalAveragePooling2D",
    make: layers.globalAveragePooling2d,
    settings: { data_format: channelsLast, keepdims: always(false) },
  },
  {
    keras: "GlobalMaxPooling2D",
    make: layers.globalMaxPooling2d,
    settings: { data_format: channelsLast, keepdims: always(false) },
  },
  {
    keras: "UpSampling2D",
    tfjs: HalfPixelUpSampling2D.className,
    make: (args) => new HalfPixelUpSampling2D(args),
    settings: { size: pair, data_format: { ...channelsLast, tfjs: null }, interpolation: always("bilinear") },
    ifKeras: (config) => config["interpolation"] === "bilinear",
  },
  {
    keras: "UpSampling2D",
    make: layers.upSampling2d,
    settings: { size: pair, data_format: channelsLast, interpolation: oneOf("nearest") },
  },
  {
    keras: "Resizing",
    tfjs: HalfPixelResizing.className,
    make: (args) => new HalfPixelResizing(args),
    settings: resizing,
  },
  {
    keras: "ZeroPadding2D",
    make: layers.zeroPadding2d,
    settings: { padding: margins, data_format: channelsLast },
  },
  {
    keras: "Cropping2D",
    make: layers.cropping2D,
    settings: { cropping: margins, data_format: channelsLast },
  },
  { keras: "Flatten", make: layers.flatten, settings: { data_format: channelsLast } },
  { keras: "Reshape", make: layers.reshape, settings: { target_shape: freeShape } },
  { keras: "Permute", make: layers.permute, settings: { dims: wholes } },
  { keras: "Rescaling", make: layers.rescaling, settings: { scale: number, offset: number } },
];
