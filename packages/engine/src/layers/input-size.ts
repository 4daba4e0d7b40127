import { type Size, toSize } from "@faceseg/image";
import type { LayersModelLike } from "@faceseg/model-files";
import { sizeOfInput } from "../predictor/size-of-input.ts";

/**
 * The input size of a layers model.
 *
 * @param noted The size that the model's file notes.
 * @throws {RangeError} where the model has another input than RGB images, or leaves their size open and `inputSize` does
 *   not give it, or has another than that.
 */
export function inputSizeOf(
  model: LayersModelLike,
  inputSize: number | Size | undefined,
  noted: Size | undefined,
): Size {
  const [, height, width, channels] = model.inputs[0]?.shape ?? [];
  if (model.inputs.length !== 1 || channels !== 3) {
    const shapes = model.inputs.map(({ shape }) => `[${shape.join(", ")}]`).join(", ");
    throw new RangeError(`Expected \`model\` to have one input [batch, height, width, 3], got ${shapes}`);
  }
  const given = inputSize === undefined ? undefined : toSize(inputSize);
  return sizeOfInput({ width: width ?? undefined, height: height ?? undefined }, given, noted);
}
