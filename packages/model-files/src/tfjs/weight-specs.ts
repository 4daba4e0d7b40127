import type { io } from "@tensorflow/tfjs-core";
import { ModelFileError } from "../errors/model-file-error.ts";

/** Name, shape and type of a weight, as `model.json` lists it. */
export type WeightSpec = io.WeightsManifestEntry;

/** Bytes of one value as it is stored. */
const widths: Readonly<Record<string, number>> = {
  float32: 4,
  int32: 4,
  float16: 2,
  uint16: 2,
  uint8: 1,
  bool: 1,
};

/** Whether a value is a list of weight specifications. */
export const areWeightSpecs = (value: unknown): value is WeightSpec[] =>
  Array.isArray(value) && value.every(isWeightSpec);

const isWeightSpec = (value: unknown): boolean => {
  const { name, dtype, shape } = Object(value) as Record<string, unknown>;
  const isLength = (length: unknown) => Number.isSafeInteger(length) && Number(length) >= 0;
  return (
    typeof name === "string" && typeof dtype === "string" && Array.isArray(shape) && shape.every(isLength)
  );
};

/** How many values the weights have. */
export const valuesOf = (specs: readonly WeightSpec[]) =>
  specs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);

/**
 * How many bytes the weights take as they are stored.
 *
 * @throws {ModelFileError} for a type that is not read.
 */
export function bytesOf(specs: readonly WeightSpec[]): number {
  return specs.reduce((sum, { name, shape, dtype, quantization }) => {
    const stored: unknown = quantization?.dtype ?? dtype;
    const width = typeof stored === "string" && Object.hasOwn(widths, stored) ? widths[stored] : undefined;
    if (width === undefined) {
      const legal = Object.keys(widths).join(", ");
      throw new ModelFileError(`Expected weights of ${legal}, found ${stored} for ${JSON.stringify(name)}`);
    }
    return sum + sizeOf(shape) * width;
  }, 0);
}

const sizeOf = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);
