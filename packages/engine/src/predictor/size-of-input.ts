import type { Size } from "@faceseg/image";

/**
 * The size of a model's input: its own, where it leaves a side open the one that is given, else the one that its file notes.
 *
 * @throws {RangeError} where a side is open and nothing gives it, or the model's own size is not the one that is given.
 */
export function sizeOfInput(
  own: { readonly width: number | undefined; readonly height: number | undefined },
  given: Size | undefined,
  noted: Size | undefined,
): Size {
  const side = (name: "width" | "height"): number => {
    const size = own[name] ?? given?.[name] ?? noted?.[name];
    if (size === undefined) {
      throw new RangeError("Expected `inputSize`, because the model leaves the size of its input open");
    }
    if (given && given[name] !== size) {
      throw new RangeError(
        `Expected \`inputSize\` of ${name} ${size}, which is the model's own, got ${given[name]}`,
      );
    }
    return size;
  };
  return { width: side("width"), height: side("height") };
}
