import { type Size, toSize } from "@faceseg/image";
import type { LayersModelLike } from "@faceseg/model-files";

/**
 * The input size of a layers model.
 *
 * @throws {RangeError} where the model has another input than RGB images, or leaves their size open and `inputSize` does
 *   not give it.
 */
export function inputSizeOf(model: LayersModelLike, inputSize: number | Size | undefined): Size {
  const [, height, width, channels] = model.inputs[0]?.shape ?? [];
  if (model.inputs.length !== 1 || channels !== 3) {
    const shapes = model.inputs.map(({ shape }) => `[${shape.join(", ")}]`).join(", ");
    throw new RangeError(`Expected \`model\` to have one input [batch, height, width, 3], got ${shapes}`);
  }
  const given = inputSize === undefined ? undefined : toSize(inputSize);
  const size = { width: width ?? given?.width, height: height ?? given?.height };
  if (!size.width || !size.height) {
    throw new RangeError("Expected `inputSize`, because the model leaves the size of its input open");
  }
  return { width: size.width, height: size.height };
}
