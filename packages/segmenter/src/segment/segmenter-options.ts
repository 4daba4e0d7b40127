import { checkChoice, checkNumber, checkOptions, shown } from "@faceseg/core";
import type { EngineOptions, InputOptions, OutputOptions } from "@faceseg/engine";
import type { ModelSource } from "@faceseg/model-files";
import type { ClassOptions } from "./known-classes.ts";
import type { SegmentOptions } from "./segmenter.ts";

/** Options of `createSegmenter`. */
export interface SegmenterOptions
  extends EngineOptions,
    SegmentOptions,
    ClassOptions,
    InputOptions,
    Omit<OutputOptions, "numClasses"> {
  /** The model, or several whose probabilities are averaged, by the names of their classes where their files have them. */
  readonly model: ModelSource | readonly ModelSource[];
}

/** All options, so that the compiler misses one that is not in the list. */
const known: Readonly<Record<keyof SegmenterOptions, true>> = {
  model: true,
  flip: true,
  fit: true,
  postprocess: true,
  smoothing: true,
  maxPixels: true,
  classes: true,
  mirrorPairs: true,
  inputSize: true,
  inputRange: true,
  normalization: true,
  channelOrder: true,
  inputLayout: true,
  output: true,
  outputLayout: true,
  scores: true,
  engine: true,
  threads: true,
  executionProviders: true,
  wasmPaths: true,
};

/**
 * Refuses options of `createSegmenter` that are unknown or illegal; those of the model and the engine are checked by
 * `createPredictor`.
 *
 * @throws {RangeError} naming the option.
 */
export function checkSegmenterOptions(options: SegmenterOptions): void {
  checkOptions("createSegmenter", options, Object.keys(known));
  const { flip = false, fit = "stretch", smoothing = 0, postprocess = [], maxPixels = 1 } = options;
  checkChoice("flip", flip, [true, false]);
  checkChoice("fit", fit, ["stretch", "letterbox"]);
  checkNumber("maxPixels", maxPixels, { min: 1, integer: true });
  checkNumber("smoothing", smoothing, { min: 0, max: 1 });
  if (smoothing === 1) {
    throw new RangeError(
      "Expected `smoothing` to be below 1, as no new frame would count, got 1; a strong smoothing is 0.9",
    );
  }
  const odd = [postprocess].flat().find((step) => typeof step !== "function");
  if (odd !== undefined) {
    throw new RangeError(`Expected \`postprocess\` to be functions of label maps, got ${shown(odd)}`);
  }
}
