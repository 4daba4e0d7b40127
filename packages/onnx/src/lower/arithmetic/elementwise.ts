import type * as tf from "@tensorflow/tfjs-core";
import type { DataType, TensorSpec } from "../../graph/graph.ts";
import { type Kernel, kernel, required } from "../lowering/kernel.ts";
import { arrange } from "../lowering/layout.ts";
import { broadcastShape, type Lowering } from "../lowering/lowering.ts";
import type { LoweredTensor } from "../lowering/tensor.ts";

type Binary = (l: Lowering, a: LoweredTensor, b: LoweredTensor) => LoweredTensor;
type Unary = (l: Lowering, x: LoweredTensor) => LoweredTensor;

/** A kernel of two tensors `a` and `b` that broadcast. */
export const binary = (lower: Binary, dtype?: DataType): Kernel => ({
  infer: (inputs) => {
    const a = required(inputs, "a");
    return { shape: broadcastShape([a, required(inputs, "b")]), dtype: dtype ?? a.dtype };
  },
  lower: (l, inputs) => lower(l, required(inputs, "a"), required(inputs, "b")),
});

/** A kernel of one tensor `x`, element by element. */
export const unary = (lower: Unary, dtype?: DataType): Kernel => ({
  infer: (inputs) => ({ shape: required(inputs, "x").shape, dtype: dtype ?? required(inputs, "x").dtype }),
  lower: (l, inputs) => lower(l, required(inputs, "x")),
});

const op2 = (op: string, dtype?: DataType) => binary((l, a, b) => l.elementwise(op, [a, b], dtype), dtype);
/** A kernel of one tensor that is one ONNX operator. */
export const op1 = (op: string, dtype?: DataType) => unary((l, x) => l.elementwise(op, [x], dtype), dtype);

const clip = (l: Lowering, x: LoweredTensor, low: number, high: number) =>
  l.elementwise("Clip", [x], x.dtype, {}, [l.builder.float(low), l.builder.float(high)]);

const divide: Binary = (l, a, b) =>
  b.fill === undefined ? l.elementwise("Div", [a, b]) : l.multiply(a, l.fill(1 / b.fill, b.shape));

/**
 * The logarithm, as the sum of one number each: ONNX Runtime's own Log computes the last few numbers of each thread's
 * share in another way, so that its bits depend on the number of threads.
 */
export function log(l: Lowering, x: LoweredTensor): LoweredTensor {
  const layout = x.naturalLayout;
  const sizes = arrange(x.memoryShape, layout);
  const single = l.builder.reshape(x.in(layout), [...sizes, 1]);
  const value = l.builder.op("ReduceLogSum", [single, l.builder.ints([x.rank])], { keepdims: 0 });
  return l.tensor(x.shape, layout, value, "float32", { extents: x.memoryShape });
}

const largest = { float: 3.4028234663852886e38 };

/**
 * 1 where x > 0, `alpha` elsewhere. The steepest HardSigmoid is a step for all but subnormal numbers, in one pass over
 * memory where a comparison and a Cast take two.
 */
function step(l: Lowering, x: LoweredTensor, alpha: number): LoweredTensor {
  const positive = l.elementwise("HardSigmoid", [x], "float32", { alpha: largest, beta: { float: 0 } });
  return alpha === 0 ? positive : l.add(l.multiply(positive, l.fill(1 - alpha)), l.fill(alpha));
}

function select(l: Lowering, condition: LoweredTensor, t: LoweredTensor, e: LoweredTensor): LoweredTensor {
  // Multiplying by a mask is faster than Where in ONNX Runtime.
  if (e.fill === 0 && t.dtype === "float32") return l.multiply(t, l.cast(condition, "float32"));
  return l.elementwise("Where", [condition, t, e], t.dtype);
}

/** Arithmetic, comparisons and activation functions: one ONNX op per element or a short chain of them. */
export const elementwise: Record<string, Kernel> = {
  Add: binary((l, a, b) => l.add(a, b)),
  Sub: binary((l, a, b) => (b.fill === 0 ? l.add(a, b) : l.elementwise("Sub", [a, b]))),
  Multiply: binary((l, a, b) => l.multiply(a, b)),
  RealDiv: binary(divide, "float32"),
  Maximum: op2("Max"),
  Minimum: op2("Min"),
  Pow: op2("Pow"),
  SquaredDifference: binary((l, a, b) => {
    const difference = l.elementwise("Sub", [a, b]);
    return l.multiply(difference, difference);
  }),
  Greater: op2("Greater", "bool"),
  GreaterEqual: op2("GreaterOrEqual", "bool"),
  Less: op2("Less", "bool"),
  LessEqual: op2("LessOrEqual", "bool"),
  Equal: op2("Equal", "bool"),
  NotEqual: binary((l, a, b) => l.elementwise("Not", [l.elementwise("Equal", [a, b], "bool")]), "bool"),
  LogicalAnd: op2("And", "bool"),
  LogicalOr: op2("Or", "bool"),
  LogicalNot: op1("Not"),
  AddN: {
    infer: (inputs) => ({ ...(required(inputs, "0") as TensorSpec) }),
    lower: (l, inputs) => Object.values(inputs).reduce((a, b) => l.add(a, b)),
  },
  Square: unary((l, x) => l.multiply(x, x)),
  Sqrt: op1("Sqrt"),
  Rsqrt: unary((l, x) => l.elementwise("Reciprocal", [l.elementwise("Sqrt", [x])])),
  Reciprocal: op1("Reciprocal"),
  Neg: op1("Neg"),
  Exp: op1("Exp"),
  Log: unary(log),
  Abs: op1("Abs"),
  Sign: op1("Sign"),
  Floor: op1("Floor"),
  Relu: op1("Relu"),
  Relu6: unary((l, x) => clip(l, x, 0, 6)),
  Sigmoid: op1("Sigmoid"),
  Tanh: op1("Tanh"),
  Softplus: op1("Softplus"),
  ClipByValue: kernel<tf.ClipByValueAttrs>({
    infer: (inputs) => required(inputs, "x"),
    lower: (l, inputs, { clipValueMin, clipValueMax }) =>
      clip(l, required(inputs, "x"), clipValueMin, clipValueMax),
  }),
  Step: kernel<tf.StepAttrs>({
    infer: (inputs) => ({ shape: required(inputs, "x").shape, dtype: "float32" }),
    lower: (l, inputs, { alpha }) => step(l, required(inputs, "x"), alpha ?? 0),
  }),
  Select: {
    infer: (inputs) => required(inputs, "t"),
    lower: (l, inputs) =>
      select(l, required(inputs, "condition"), required(inputs, "t"), required(inputs, "e")),
  },
  Cast: kernel<tf.CastAttrs>({
    infer: (inputs, { dtype }) => ({ shape: required(inputs, "x").shape, dtype: dtype as DataType }),
    lower: (l, inputs, { dtype }) => l.cast(required(inputs, "x"), dtype as DataType),
  }),
};
