import { ModelFileError } from "../errors/model-file-error.ts";
import { protobufFields } from "./protobuf-fields.ts";

/** Pieces of a message, in order: nothing is copied before all of it is known. */
export type Pieces = readonly Uint8Array[];

/** A message of onnx.proto in which tensors may be. */
type Kind = "model" | "graph" | "node" | "attribute" | "function" | "training" | "sparse" | "tensor";

/** By message, the numbers of the fields that hold tensors, or messages in which there are some. */
const inside: Readonly<Record<Exclude<Kind, "tensor">, Readonly<Record<number, Kind>>>> = {
  model: { 7: "graph", 20: "training", 25: "function" },
  graph: { 1: "node", 5: "tensor", 15: "sparse" },
  node: { 5: "attribute" },
  attribute: { 5: "tensor", 6: "graph", 10: "tensor", 11: "graph", 22: "sparse", 23: "sparse" },
  function: { 7: "node", 11: "attribute" },
  training: { 1: "graph", 2: "graph" },
  sparse: { 1: "tensor", 2: "tensor" },
};

/** Graphs in branches and loops of graphs. */
const mostDepth = 100;

/**
 * Goes through all tensors of an ONNX file, those in branches, loops and functions among them.
 *
 * @param change Gives the pieces of a tensor's new message; undefined where it stays.
 * @returns The pieces of the new file; undefined where all of it stays.
 * @throws {ModelFileError} for bytes that are not protobuf, or nested too deep.
 */
export function rewriteTensors(
  message: Uint8Array,
  change: (tensor: Uint8Array) => Pieces | undefined,
  kind: Kind = "model",
  depth = 0,
): Pieces | undefined {
  if (kind === "tensor") return change(message);
  if (depth > mostDepth)
    throw new ModelFileError(`Expected an ONNX file nested at most ${mostDepth} levels deep`);
  const pieces: Uint8Array[] = [];
  let isChanged = false;
  for (const { field, content, whole } of protobufFields(message)) {
    const inner = content && inside[kind][field];
    const changed = inner && rewriteTensors(content, change, inner, depth + 1);
    if (!changed) {
      pieces.push(whole);
      continue;
    }
    isChanged = true;
    // Not spread: a file may have more pieces than a call has arguments.
    for (const piece of [bytesHeader(field, lengthOf(changed)), ...changed]) pieces.push(piece);
  }
  return isChanged ? pieces : undefined;
}

/** The bytes of pieces together. */
export const lengthOf = (pieces: Pieces): number => pieces.reduce((sum, { length }) => sum + length, 0);

/** What stands before the bytes of a field: its number and their length. */
export function bytesHeader(field: number, length: number): Uint8Array {
  const bytes: number[] = [];
  for (const number of [field * 8 + 2, length]) {
    let rest = number;
    for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
    bytes.push(rest);
  }
  return Uint8Array.from(bytes);
}
