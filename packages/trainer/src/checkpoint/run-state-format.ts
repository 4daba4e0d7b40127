import type { NamedArrays } from "../callbacks/callback.ts";
import type { RunState } from "./run-store.ts";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.ts";

/** What the files of a checkpoint say they are. */
export const FORMAT = "faceseg-run-state";
export const VERSION = 1;

const SPECIAL_NUMBER = "$number";

/** A run's state as one safetensors file: tensors by name, all else as text in its metadata. */
export function encodeRunState({ epoch, step, values, tensors }: RunState): Uint8Array {
  // JSON's numbers know no NaN, Infinity or -0.
  const json = JSON.stringify(values, (_key, value) =>
    typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0))
      ? { [SPECIAL_NUMBER]: Object.is(value, -0) ? "-0" : String(value) }
      : value,
  );
  const about = { format: FORMAT, version: String(VERSION), epoch: String(epoch), step: String(step) };
  return encodeSafetensors(tensors, { ...about, values: json });
}

/**
 * What `encodeRunState` wrote.
 *
 * @throws where the bytes are none of its files.
 */
export function decodeRunState(content: Uint8Array): RunState {
  const { tensors, metadata } = decodeSafetensors(content);
  const { format, version, epoch, step, values } = metadata;
  if (format !== FORMAT || version !== String(VERSION) || values === undefined) {
    throw new Error(`expected ${FORMAT} version ${VERSION}, found ${format} version ${version}`);
  }
  const parsed = JSON.parse(values, (_key, value) =>
    typeof value?.[SPECIAL_NUMBER] === "string" ? Number(value[SPECIAL_NUMBER]) : value,
  );
  for (const [name, { data }] of Object.entries(tensors)) {
    if (!(data instanceof Float32Array)) throw new Error(`expected "${name}" to be float32`);
  }
  return { epoch: Number(epoch), step: Number(step), values: parsed, tensors: tensors as NamedArrays };
}
