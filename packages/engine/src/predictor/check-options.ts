import { checkChoice, checkNumber, checkOptions, shown } from "@faceseg/core";
import { toSize } from "@faceseg/image";
import type { PredictorOptions } from "./predictor.ts";

/** All options, so that the compiler misses one that is not in the list. */
const known: Readonly<Record<keyof PredictorOptions, true>> = {
  batchSize: true,
  probabilities: true,
  inputSize: true,
  inputRange: true,
  normalization: true,
  channelOrder: true,
  inputLayout: true,
  output: true,
  outputLayout: true,
  scores: true,
  numClasses: true,
  engine: true,
  threads: true,
  executionProviders: true,
  wasmPaths: true,
};

/**
 * Refuses options of `createPredictor` that are unknown, illegal, or contradict each other.
 *
 * @throws {RangeError} naming the option.
 */
export function checkPredictorOptions(options: PredictorOptions): void {
  checkOptions("createPredictor", options, Object.keys(known));
  const { inputRange, normalization, inputSize, numClasses, output } = options;
  if (inputRange && normalization) {
    throw new RangeError("Expected `inputRange` or `normalization`, got both");
  }
  if (inputSize !== undefined) toSize(inputSize);
  if (numClasses !== undefined) checkNumber("numClasses", numClasses, { min: 2, max: 255, integer: true });
  if (inputRange !== undefined && !(isNumbers(inputRange, 2) && inputRange[0] !== inputRange[1])) {
    throw new RangeError(`Expected \`inputRange\` to be two different numbers, got ${shown(inputRange)}`);
  }
  if (normalization !== undefined) {
    checkOptions("normalization", Object(normalization), ["mean", "std"]);
    const { mean, std } = Object(normalization) as Partial<typeof normalization>;
    if (!isNumbers(mean, 3) || !isNumbers(std, 3) || !std.every((value) => value > 0)) {
      throw new RangeError(
        `Expected \`normalization\` to have \`mean\`, three numbers, and \`std\`, three above 0, got ${shown(normalization)}`,
      );
    }
  }
  checkOneOf("channelOrder", options.channelOrder, ["rgb", "bgr"]);
  checkOneOf("inputLayout", options.inputLayout, ["channels-first", "channels-last"]);
  checkOneOf("outputLayout", options.outputLayout, ["channels-first", "channels-last", "map"]);
  checkOneOf("scores", options.scores, ["probabilities", "logits", "ids"]);
  checkOneOf("probabilities", options.probabilities, [true, false]);
  if (output !== undefined && typeof output !== "string") {
    throw new RangeError(`Expected \`output\` to be the name of an output, got ${shown(output)}`);
  }
}

const isNumbers = (value: unknown, count: number): value is number[] =>
  Array.isArray(value) && value.length === count && value.every(Number.isFinite);

function checkOneOf(argument: string, value: unknown, choices: readonly unknown[]): void {
  if (value !== undefined) checkChoice(argument, value, choices);
}
