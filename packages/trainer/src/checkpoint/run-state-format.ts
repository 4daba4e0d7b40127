import type { NamedArrays, RunState } from "./run-store.ts";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.ts";

/** Name of the format in the files of a checkpoint. */
export const FORMAT = "faceseg-run-state";

/** Version of the format. */
export const VERSION = 1;

/** Key of an object that stands for a number that JSON does not have. */
const SPECIAL_NUMBER = "$number";

/** A run's state as one safetensors file: tensors by name, everything else as text in its metadata. */
export function encodeRunState({ epoch, step, values, tensors }: RunState): Uint8Array {
  // JSON has no NaN, Infinity or -0.
  const json = JSON.stringify(values, (_key, value) =>
    typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0))
      ? { [SPECIAL_NUMBER]: Object.is(value, -0) ? "-0" : String(value) }
      : value,
  );
  const about = { format: FORMAT, version: String(VERSION), epoch: String(epoch), step: String(step) };
  return encodeSafetensors(tensors, { ...about, values: json });
}

/**
 * Reads what `encodeRunState` wrote.
 *
 * @throws {Error} where the bytes are not such a file.
 */
export function decodeRunState(content: Uint8Array): RunState {
  const { tensors, metadata } = decodeSafetensors(content);
  const { format, version, epoch, step, values } = metadata;
  if (format !== FORMAT || version !== String(VERSION) || values === undefined) {
    throw new Error(`Expected ${FORMAT} version ${VERSION}, found ${format} version ${version}`);
  }
  const parsed = JSON.parse(values, (_key, value) =>
    typeof value?.[SPECIAL_NUMBER] === "string" ? Number(value[SPECIAL_NUMBER]) : value,
  );
  for (const [name, { data }] of Object.entries(tensors)) {
    if (!(data instanceof Float32Array))
      throw new Error(`Expected "${name}" to be float32, found another type`);
  }
  return { epoch: Number(epoch), step: Number(step), values: parsed, tensors: tensors as NamedArrays };
}
