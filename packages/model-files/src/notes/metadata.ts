import type { ModelMetadata } from "../load/model-source.ts";

/** Takes what is understood from a model's own notes, and leaves the rest. */
export function parseMetadata(notes: Readonly<Record<string, unknown>>): ModelMetadata {
  const classes = listOf(notes["classes"], (name) => typeof name === "string");
  const colours = listOf(notes["colours"], (color) => numbers(color, 3));
  const inputRange = unpacked(notes["inputRange"]);
  return {
    ...(classes && { classes: classes as string[] }),
    ...(colours && { colours: colours as [number, number, number][] }),
    ...(numbers(inputRange, 2) && { inputRange: inputRange as [number, number] }),
  };
}

const numbers = (value: unknown, count: number): boolean =>
  Array.isArray(value) && value.length === count && value.every((item) => Number.isFinite(item));

function listOf(value: unknown, isItem: (item: unknown) => boolean): unknown[] | undefined {
  const list = unpacked(value);
  return Array.isArray(list) && list.length > 0 && list.every(isItem) ? list : undefined;
}

/** ONNX files hold text only: lists are JSON in it. */
function unpacked(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
