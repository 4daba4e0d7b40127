import type { Meaning } from "../scores/meaning.ts";
import type { GraphNodes } from "./graph-nodes.ts";

/** Operators that keep what numbers mean: they move, repeat or mix whole pixels, or store them in another type. */
const harmless = new Set([
  "Cast",
  "DequantizeLinear",
  "Dropout",
  "Flatten",
  "Identity",
  "QuantizeLinear",
  "Reshape",
  "Resize",
  "Slice",
  "Squeeze",
  "Transpose",
  "Unsqueeze",
  "Upsample",
]);

/** What the numbers of operators are. */
const meanings: Readonly<Record<string, Meaning>> = {
  Softmax: "softmax",
  Sigmoid: "sigmoid",
  HardSigmoid: "sigmoid",
  ArgMax: "ids",
  Greater: "mask",
  GreaterOrEqual: "mask",
  BatchNormalization: "logits",
  Conv: "logits",
  ConvTranspose: "logits",
  Einsum: "logits",
  Gemm: "logits",
  MatMul: "logits",
};

/** Operators after which logits still are logits, where all of their inputs are, or constants. */
const linear = new Set(["Add", "Concat", "Div", "Mean", "Mul", "Sub", "Sum"]);

/**
 * What the numbers of an ONNX graph's output are, by the last operators before it; undefined where they do not tell.
 *
 * @param output Its name.
 */
export function outputMeaning({ makers, constants }: GraphNodes, output: string): Meaning | undefined {
  const known = new Map<string, Meaning | undefined>();
  const of = (name: string): Meaning | undefined => {
    if (known.has(name)) return known.get(name);
    known.set(name, undefined); // in a graph that goes round, whatever the file says
    const meaning = find(name);
    known.set(name, meaning);
    return meaning;
  };
  const find = (name: string): Meaning | undefined => {
    const node = makers.get(name);
    if (!node) return undefined;
    const { operator, inputs } = node;
    if (harmless.has(operator)) return of(inputs[0] ?? "");
    if (!linear.has(operator)) return Object.hasOwn(meanings, operator) ? meanings[operator] : undefined;
    const variable = inputs.filter((input) => !constants.has(input));
    // The product of two things that depend on the image, or a quotient by one, is not linear.
    if (operator === "Mul" && variable.length > 1) return undefined;
    if (operator === "Div" && !constants.has(inputs[1] ?? "")) return undefined;
    return variable.length > 0 && variable.every((input) => of(input) === "logits") ? "logits" : undefined;
  };
  return of(output);
}
