import type { Graph, GraphNode, GraphValue } from "../graph/graph.ts";
import { type Links, linksOf } from "../graph/graph-links.ts";

/** Convolutions and what they are without bias and activation; Conv2DBackpropInput is a transposed convolution. */
const convolutions: Readonly<Record<string, string>> = {
  Conv2D: "Conv2D",
  FusedConv2D: "Conv2D",
  DepthwiseConv2dNative: "DepthwiseConv2dNative",
  FusedDepthwiseConv2D: "DepthwiseConv2dNative",
  Conv2DBackpropInput: "Conv2DBackpropInput",
};

/**
 * Folds batch normalization with constant statistics into the constant convolution before it: the convolution's filter
 * and bias become those of both.
 */
export function foldBatchNorm(graph: Graph): Graph {
  const links = linksOf(graph);
  const nodes = graph.nodes.flatMap((node) => {
    const input = node.inputs["x"];
    if (node.kernel !== "FusedBatchNorm" || !input || !links.onlyReader(input)) return node;
    const before = convolutionBefore(input, links);
    return (before && folded(node, before, links)) ?? node;
  });
  return { ...graph, nodes };
}

interface Convolution {
  readonly node: GraphNode;
  /** A bias added after the convolution. */
  readonly bias?: GraphValue;
}

/** The convolution that makes `value`, or that and the addition of a bias. */
function convolutionBefore(value: GraphValue, { producer, onlyReader }: Links): Convolution | undefined {
  const node = producer(value);
  if (!node) return undefined;
  if (node.kernel in convolutions) return { node };
  const [a, b] = [node.inputs["a"], node.inputs["b"]];
  if (node.kernel !== "Add" || !a || !b || !onlyReader(a)) return undefined;
  const conv = producer(a);
  return conv && conv.kernel in convolutions ? { node: conv, bias: b } : undefined;
}

/** The numbers of a constant, seen through changes of its shape. */
function numbersOf(value: GraphValue | undefined, links: Links): GraphValue["constant"] {
  if (!value || value.constant) return value?.constant;
  const node = links.producer(value);
  return node?.kernel === "Reshape" || node?.kernel === "Identity"
    ? numbersOf(node.inputs["x"], links)
    : undefined;
}

function folded(norm: GraphNode, conv: Convolution, links: Links): GraphNode[] | undefined {
  const { inputs, attrs, kernel } = conv.node;
  if ((attrs["activation"] ?? "linear") !== "linear") return undefined;
  const filter = inputs["filter"];
  const weights = numbersOf(filter, links);
  const channels = norm.outputs[0]?.shape.at(-1) as number;
  const vector = (value: GraphValue | undefined, missing: number) => {
    const numbers = value ? numbersOf(value, links) : new Float32Array(channels).fill(missing);
    return numbers?.length === channels ? numbers : undefined;
  };
  const [mean, variance] = [vector(norm.inputs["mean"], 0), vector(norm.inputs["variance"], 1)];
  const [scale, offset] = [vector(norm.inputs["scale"], 1), vector(norm.inputs["offset"], 0)];
  const [own, added] = [vector(inputs["bias"], 0), vector(conv.bias, 0)];
  if (!filter || !weights || !mean || !variance || !scale || !offset || !own || !added) return undefined;

  const epsilon = norm.attrs["varianceEpsilon"] as number;
  const at = (numbers: ArrayLike<number>, c: number) => numbers[c] as number;
  const factor = Array.from(variance, (v, c) => at(scale, c) / Math.sqrt(v + epsilon));
  // Output channels are last, [.., .., in, out] or [.., .., channel, multiplier]; of transposed convolutions last but one.
  const inner = kernel === "Conv2DBackpropInput" ? (filter.shape[3] as number) : 1;
  const scaled = Float32Array.from(weights, (w, i) => w * at(factor, Math.floor(i / inner) % channels));
  const shifted = Float32Array.from(
    factor,
    (f, c) => at(offset, c) + f * (at(own, c) + at(added, c) - at(mean, c)),
  );
  const { bias: _, filter: __, ...others } = inputs;
  const output = norm.outputs[0] as GraphValue;
  const convolved: GraphValue = { shape: output.shape, dtype: output.dtype };
  const constant = (shape: readonly number[], constant: Float32Array): GraphValue => ({
    shape,
    dtype: "float32",
    constant,
  });
  return [
    {
      ...conv.node,
      kernel: convolutions[kernel] as string,
      inputs: { ...others, filter: constant(filter.shape, scaled) },
      outputs: [convolved],
    },
    { ...norm, kernel: "Add", inputs: { a: convolved, b: constant([channels], shifted) }, attrs: {} },
  ];
}
