import type { ModelMetadata } from "./model-metadata.ts";

/** Takes what it knows from the notes in a model's file, and ignores the rest. */
export function parseMetadata(notes: Readonly<Record<string, unknown>>): ModelMetadata {
  const classes = listOf(notes["classes"], (name) => typeof name === "string");
  const colors = listOf(notes["colors"], (color) => numbers(color, 3));
  const inputRange = unpacked(notes["inputRange"]);
  return {
    ...(classes && { classes: classes as string[] }),
    ...(colors && { colors: colors as [number, number, number][] }),
    ...(numbers(inputRange, 2) && { inputRange: inputRange as [number, number] }),
  };
}

const numbers = (value: unknown, count: number): boolean =>
  Array.isArray(value) && value.length === count && value.every((item) => Number.isFinite(item));

function listOf(value: unknown, isItem: (item: unknown) => boolean): unknown[] | undefined {
  const list = unpacked(value);
  return Array.isArray(list) && list.length > 0 && list.every(isItem) ? list : undefined;
}

/** Notes of ONNX files are text; lists are JSON in it. */
function unpacked(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
