import { elementType, type OnnxType } from "../onnx/model.ts";
import type { OrtPort } from "./runtime.ts";

/** Shape and element type of an input or output. */
export interface Port {
  /** Sizes of its dimensions; a string names a free one, such as the batch. */
  readonly shape: readonly (number | string)[];
  /** Type of its elements. */
  readonly dtype: OnnxType;
}

/** Inputs or outputs by name. */
export type Ports = Readonly<Record<string, Port>>;

/**
 * The ports of a loaded ONNX file.
 *
 * @throws {TypeError} where one has an element type that this package's typed arrays do not hold.
 */
export const portsOf = (metadata: readonly OrtPort[]): Ports =>
  Object.fromEntries(
    metadata.map(({ name, type, shape }) => {
      if (type === undefined || !(type in elementType)) {
        const known = Object.keys(elementType).join(", ");
        throw new TypeError(
          `Expected \`${name}\` to be a tensor of ${known}, got ${type ?? "another kind of value"}`,
        );
      }
      const sizes = (shape ?? []).map((size) => (typeof size === "string" || size >= 0 ? size : "?"));
      return [name, { shape: sizes, dtype: type as OnnxType }];
    }),
  );
