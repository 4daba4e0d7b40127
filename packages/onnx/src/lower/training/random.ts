import { elementType } from "../../onnx/model.ts";
import { float32, type Kernel, kernel, required } from "../lowering/kernel.ts";
import { nchw, rowMajor } from "../lowering/layout.ts";
import type { Lowering } from "../lowering/lowering.ts";

/** Kernel of `dropoutMask`. */
export const dropoutMaskKernel = "FacesegDropoutMask";

/** A random-looking number below {@link randomRange} for each (element, seed, stream): all a dropout mask needs. */
export function randomBits(element: number, seed: number, stream: number): number {
  const key = mixed((mixed(seed) + stream) | 0);
  return mixed((mixed(element) + key) | 0) >>> 8;
}

/** Shifts and multipliers of a 32-bit mixing function of low bias (Wellons, "hash-prospector"). */
const rounds = [
  [16, 0x7feb352d],
  [15, 0x846ca68b],
] as const;

const lastShift = 16;

/** Spreads every bit of a 32-bit integer over all of them. */
function mixed(x: number): number {
  let bits = x;
  for (const [shift, factor] of rounds) bits = Math.imul(bits ^ (bits >>> shift), factor);
  return bits ^ (bits >>> lastShift);
}

/** How many values {@link randomBits} has. */
export const randomRange = 2 ** 24;

const int32 = (l: Lowering, value: number) => l.builder.constant("int32", [], Int32Array.of(value | 0));

/** The logical shift of an int32 value, which ONNX has for unsigned numbers only. */
function shifted(l: Lowering, value: string, bits: number): string {
  const unsigned = l.builder.op("Cast", [value], { to: elementType.uint32 });
  const by = l.builder.constant("uint32", [], Uint32Array.of(bits));
  const moved = l.builder.op("BitShift", [unsigned, by], { direction: "RIGHT" });
  return l.builder.op("Cast", [moved], { to: elementType.int32 });
}

/** {@link mixed} in ONNX; products of int32 numbers wrap. */
function loweredMixed(l: Lowering, x: string): string {
  const xorShifted = (value: string, shift: number) =>
    l.builder.op("BitwiseXor", [value, shifted(l, value, shift)]);
  let bits = x;
  for (const [shift, factor] of rounds)
    bits = l.builder.op("Mul", [xorShifted(bits, shift), int32(l, factor)]);
  return xorShifted(bits, lastShift);
}

interface DropoutMaskAttrs {
  readonly shape: number[];
  readonly rate: number;
  readonly stream: number;
}

/** Random masks that are the same in every runtime: ONNX's own random numbers are not. */
export const random: Record<string, Kernel> = {
  [dropoutMaskKernel]: kernel<DropoutMaskAttrs>({
    infer: (_, { shape }) => float32(shape),
    lower: (l, inputs, { shape, rate, stream }) => {
      const seed = required(inputs, "seed");
      const layout = shape.length === 4 ? nchw : rowMajor(shape.length);
      const size = shape.reduce((a, b) => a * b, 1);
      const positions = l.builder.op("Range", [int32(l, 0), int32(l, size), int32(l, 1)]);
      const elements = l.tensor(shape, rowMajor(shape.length), l.builder.reshape(positions, shape), "int32");
      const add = (a: string, b: string) => l.builder.op("Add", [a, b]);
      const key = loweredMixed(l, add(loweredMixed(l, seed.full("")), int32(l, stream)));
      // The runtime computes what depends on the position alone once, when it loads the graph.
      const values = loweredMixed(l, add(loweredMixed(l, elements.full(layout)), key));
      const bits = l.tensor(shape, layout, shifted(l, values, 8), "int32");
      const kept = l.elementwise(
        "GreaterOrEqual",
        [l.cast(bits, "float32"), l.fill(rate * randomRange)],
        "bool",
      );
      return l.multiply(l.cast(kept, "float32"), l.fill(1 / (1 - rate)));
    },
  }),
};
