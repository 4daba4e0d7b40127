import { isObject } from "../json/parse-json.ts";
import type { ModelMetadata } from "./model-metadata.ts";

/** What a note must be. */
export interface NoteRule {
  /** For a person. */
  readonly expected: string;
  /** Whether a value is that. */
  readonly isLegal: (value: unknown) => boolean;
}

const isList = (value: unknown): value is unknown[] => Array.isArray(value) && value.length > 0;
const isName = (value: unknown): boolean => typeof value === "string" && value.trim() !== "";
const isByte = (value: unknown): boolean =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 255;
const isSide = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) > 0;
const numbers = (value: unknown, count: number): value is number[] =>
  Array.isArray(value) && value.length === count && value.every(Number.isFinite);

/** A list of pairs of different ids, each id in one pair at most. */
function arePairs(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  const ids = value.flat();
  const isPair = (pair: unknown) => numbers(pair, 2) && pair.every(isByte);
  return value.every(isPair) && new Set(ids).size === ids.length;
}

/** The rule of each note. */
export const noteRules: { readonly [Name in keyof ModelMetadata]-?: NoteRule } = {
  taxonomy: { expected: "a name", isLegal: isName },
  classes: { expected: "a list of names", isLegal: (value) => isList(value) && value.every(isName) },
  colors: {
    expected: "a list of colors [red, green, blue] in 0..255",
    isLegal: (value) => isList(value) && value.every((color) => numbers(color, 3) && color.every(isByte)),
  },
  mirrorPairs: { expected: "a list of pairs of ids, each id once", isLegal: arePairs },
  inputRange: {
    expected: "[black, white]",
    isLegal: (value) => numbers(value, 2) && value[0] !== value[1],
  },
  mean: { expected: "three numbers", isLegal: (value) => numbers(value, 3) },
  std: {
    expected: "three numbers above 0",
    isLegal: (value) => numbers(value, 3) && value.every((item) => item > 0),
  },
  channelOrder: { expected: '"rgb" or "bgr"', isLegal: (value) => value === "rgb" || value === "bgr" },
  inputSize: {
    expected: "{ width, height }",
    isLegal: (value) => isObject(value) && isSide(value["width"]) && isSide(value["height"]),
  },
};
