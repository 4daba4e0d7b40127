import type { Kernel } from "../lowering/kernel.ts";
import type { Lowering } from "../lowering/lowering.ts";
import type { LoweredTensor } from "../lowering/tensor.ts";
import { binary, log, op1, unary } from "./elementwise.ts";

type Tensor = LoweredTensor;

/** Whole numbers are rounded already. */
const rounding = (op: string) => unary((l, x) => (x.dtype === "int32" ? x : l.elementwise(op, [x])));

/** log(1 + x), exact for small x: 2 atanh(x / (2 + x)). */
function log1p(l: Lowering, x: Tensor): Tensor {
  const ratio = l.elementwise("Div", [x, l.add(x, l.fill(2))]);
  const near = l.multiply(l.elementwise("Atanh", [ratio]), l.fill(2));
  const far = log(l, l.add(x, l.fill(1)));
  const isNear = l.elementwise("Less", [x, l.fill(1)], "bool");
  return l.elementwise("Where", [isNear, near, far], "float32");
}

/** exp(x) - 1, exact for small x: 2 exp(x / 2) sinh(x / 2). */
function expm1(l: Lowering, x: Tensor): Tensor {
  const half = l.multiply(x, l.fill(0.5));
  const product = l.multiply(l.elementwise("Exp", [half]), l.elementwise("Sinh", [half]));
  return l.multiply(product, l.fill(2));
}

/** The remainder with the sign of the divisor. */
function mod(l: Lowering, a: Tensor, b: Tensor): Tensor {
  if (a.dtype === "int32") return l.elementwise("Mod", [a, b]);
  const remainder = l.elementwise("Mod", [a, b], "float32", { fmod: 1 });
  return l.elementwise("Mod", [l.elementwise("Add", [remainder, b]), b], "float32", { fmod: 1 });
}

function floorDivide(l: Lowering, a: Tensor, b: Tensor): Tensor {
  if (a.dtype === "int32") return l.elementwise("Div", [l.elementwise("Sub", [a, mod(l, a, b)]), b]);
  return l.cast(l.elementwise("Floor", [l.elementwise("Div", [a, b])]), "int32");
}

const test = (op: string) => unary((l, x) => l.elementwise(op, [l.cast(x, "float32")], "bool"), "bool");

/** Elementary functions beyond those of `elementwise`. */
export const functions: Record<string, Kernel> = {
  Sin: op1("Sin"),
  Cos: op1("Cos"),
  Tan: op1("Tan"),
  Asin: op1("Asin"),
  Acos: op1("Acos"),
  Atan: op1("Atan"),
  Sinh: op1("Sinh"),
  Cosh: op1("Cosh"),
  Asinh: op1("Asinh"),
  Acosh: op1("Acosh"),
  Atanh: op1("Atanh"),
  Erf: op1("Erf"),
  Expm1: unary(expm1),
  Log1p: unary(log1p),
  Round: rounding("Round"),
  Ceil: rounding("Ceil"),
  Mod: binary(mod),
  FloorDiv: binary(floorDivide, "int32"),
  IsNan: test("IsNaN"),
  IsInf: test("IsInf"),
  // NaN and infinite less itself is NaN.
  IsFinite: unary((l, x) => {
    const difference = l.elementwise("Sub", [l.cast(x, "float32"), l.cast(x, "float32")]);
    return l.elementwise("Not", [l.elementwise("IsNaN", [difference], "bool")]);
  }, "bool"),
};
