import { ModelFileError } from "../errors/model-file-error.ts";
import { isObject, type JsonObject, show } from "../json/parse-json.ts";
import { labelsOf } from "./hugging-face-labels.ts";
import type { ModelMetadata } from "./model-metadata.ts";

/** The files in which Hugging Face's Transformers keep what a model needs to know. */
export interface HuggingFaceFiles {
  /** `config.json`: the network, and the names of its classes. */
  readonly config: JsonObject | undefined;
  /** `preprocessor_config.json`: how images are prepared. */
  readonly preprocessor: JsonObject | undefined;
}

/**
 * What Hugging Face's files say about a segmentation model, as notes.
 *
 * @throws {ModelFileError} for a preparation of images that a predictor does not do.
 */
export function huggingFaceNotes({ config, preprocessor }: HuggingFaceFiles): ModelMetadata {
  const isTransformers = config !== undefined && ("model_type" in config || "id2label" in config);
  if (!preprocessor && !isTransformers) return {};
  if (!preprocessor) {
    throw new ModelFileError(
      "Expected a preprocessor_config.json with the config.json, as it says how images are prepared, found none; add it, or " +
        "give the ONNX file as bytes, with `normalization` and `classes`",
    );
  }
  const classes = isTransformers ? labelsOf(config) : undefined;
  return { ...(classes && { classes }), ...inputNotes(preprocessor) };
}

/** Settings that change which pixels the network sees, or how the labels count. */
const known = [
  ...["do_resize", "do_rescale", "do_normalize", "do_convert_rgb", "do_center_crop"],
  ...["do_flip_channel_order", "do_reduce_labels"],
];

function inputNotes(settings: JsonObject): ModelMetadata {
  const unknown = Object.keys(settings).find(
    (name) => name.startsWith("do_") && !known.includes(name) && settings[name] === true,
  );
  if (unknown !== undefined) throw unfit(unknown, "false, as nothing here does that", true);
  for (const name of ["do_reduce_labels", "reduce_labels"]) {
    if (settings[name] === true) throw unfit(name, "false, as its ids are not those of its labels", true);
  }
  const rescales = flagOf(settings, "do_rescale", true);
  const scale = rescales ? 255 * numberOf(settings, "rescale_factor", 1 / 255) : 255;
  const normalizes = flagOf(settings, "do_normalize", isOfMobileViT(settings) ? false : undefined);
  const isBgr = flagOf(settings, "do_flip_channel_order", false);
  if (isBgr && normalizes) throw unfit("do_flip_channel_order", "false where do_normalize is true", true);
  // (255 v f - mean) / std of colors v in [0, 1] is (v - mean / 255 f) / (std / 255 f).
  const scaled = (name: string) =>
    threeOf(settings, name).map((value) => value / scale) as [number, number, number];
  const size = sizeOf(settings);
  return {
    ...(normalizes
      ? { mean: scaled("image_mean"), std: scaled("image_std") }
      : { inputRange: [0, scale] as [number, number] }),
    ...(isBgr && { channelOrder: "bgr" as const }),
    ...(size && { inputSize: size }),
  };
}

/** MobileViT's processor does not normalize, and says nothing about it, though it writes a mean. */
const isOfMobileViT = (settings: JsonObject): boolean =>
  [settings["image_processor_type"], settings["feature_extractor_type"]].some((type) =>
    String(type).startsWith("MobileViT"),
  );

function flagOf(settings: JsonObject, name: string, fallback: boolean | undefined): boolean {
  const value = settings[name] ?? fallback;
  if (typeof value === "boolean") return value;
  throw unfit(name, "true or false", value);
}

function numberOf(settings: JsonObject, name: string, fallback: number): number {
  const value = settings[name] ?? fallback;
  if (typeof value === "number" && value > 0) return value;
  throw unfit(name, "a number above 0", value);
}

/** One number for each color, or one for all. */
function threeOf(settings: JsonObject, name: string): number[] {
  const value = settings[name];
  const list = typeof value === "number" ? [value, value, value] : value;
  const isLegal = Array.isArray(list) && list.length === 3 && list.every(Number.isFinite);
  if (!isLegal) throw unfit(name, "three numbers", value);
  return list as number[];
}

/** The size to which images are stretched; undefined where they keep their shape. */
function sizeOf(settings: JsonObject): ModelMetadata["inputSize"] | undefined {
  const crops = settings["do_center_crop"] === true;
  if (settings["do_resize"] === false && !crops) return undefined;
  const size = crops ? settings["crop_size"] : settings["size"];
  if (typeof size === "number") return { width: size, height: size };
  const { width, height } = isObject(size) ? size : {};
  return typeof width === "number" && typeof height === "number" ? { width, height } : undefined;
}

const unfit = (name: string, expected: string, found: unknown) =>
  new ModelFileError(
    `Expected \`${name}\` of its preprocessor_config.json to be ${expected}, found ${show(found)}`,
  );
