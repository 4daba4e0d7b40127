import type { Graph, GraphNode, GraphValue } from "../graph/graph.ts";
import { type Links, linksOf } from "../graph/graph-links.ts";
import {
  upsampledConv,
  upsampledConvBackpropFilter,
  upsampledConvBackpropInput,
} from "../lower/convolutions/upsampled.ts";

/** Some channels of what a convolution sees, from `begin` on: a tensor of its own. */
interface Part {
  readonly value: GraphValue;
  readonly begin: number;
  /**
   * The image that `value` repeats; in the backward pass the sum of the gradients that it gets. Undefined where `value`
   * is not upsampled by two.
   */
  readonly small?: GraphValue | undefined;
}

/**
 * Splits 3x3 convolutions of inputs that are upsampled by two (nearest neighbor), alone or concatenated with others,
 * and their gradients, into one convolution for each concatenated input. Those of upsampled inputs are computed from
 * the small images with 4 of 9 multiplications; an upsampled or concatenated tensor that nothing else reads is never
 * made.
 *
 * @param block Channels per block, more than 0: the convolutions that this pass puts in exist in blocks only.
 */
export function splitUpsampled(graph: Graph, block: number): Graph {
  const links = linksOf(graph);
  const gone = new Set<GraphNode>();
  const nodes = graph.nodes.flatMap((node): GraphNode[] => {
    const { x, dy, filter } = node.inputs;
    const shape = filter?.shape ?? (node.attrs["filterShape"] as number[] | undefined);
    if (!shape || !keepsSize(node.attrs, shape)) return [node];
    const outputs = shape[3] as number;
    const pays = ({ shape }: GraphValue) =>
      (shape[3] as number) % 4 === 0 && outputs % 4 === 0 && outputs >= block;
    const seen = x ? partsOf(x, links, pays) : [];
    const split = seen.some(({ small }) => small);
    if (isForward(node) && split) return forward(node, seen);
    if (node.kernel === "Conv2DBackpropFilter" && split) return filterGradients(node, seen);
    if (node.kernel !== "Conv2DBackpropInput" || !dy) return [node];
    const wanted = gradientsOf(node.outputs[0] as GraphValue, links, pays);
    if (!wanted.parts.some(({ small }) => small)) return [node];
    for (const replaced of wanted.replaced) gone.add(replaced);
    return inputGradients(node, wanted.parts);
  });
  return { ...graph, nodes: nodes.filter((node) => !gone.has(node)) };
}

type Pays = (value: GraphValue) => boolean;

/** What is concatenated to `x`, or `x` itself. */
function partsOf(x: GraphValue, { producer }: Links, pays: Pays): Part[] {
  const join = producer(x);
  const joined = join?.kernel === "Concat" && ofChannels(join) ? Object.values(join.inputs) : [x];
  return placed(joined).map((part) => {
    const resize = producer(part.value);
    const images = resize?.inputs["images"];
    const isUpsampled = resize?.kernel === "ResizeNearestNeighbor" && doublesSize(resize, images, part.value);
    return { ...part, small: isUpsampled && pays(part.value) ? images : undefined };
  });
}

/** The gradients into which `gradient` is split and summed up, and the nodes that do so. */
function gradientsOf(gradient: GraphValue, { onlyReader }: Links, pays: Pays) {
  const reader = onlyReader(gradient);
  const split = reader?.kernel === "SplitV" && ofChannels(reader) ? reader : undefined;
  const replaced = split ? [split] : [];
  const parts = placed(split?.outputs ?? [gradient]).map((part): Part => {
    const sum = onlyReader(part.value);
    const sums =
      sum?.kernel === "ResizeNearestNeighborGrad" && doublesSize(sum, sum.inputs["images"], part.value);
    if (!sums || !pays(part.value)) return part;
    replaced.push(sum);
    return { ...part, small: sum.outputs[0] };
  });
  return { parts, replaced };
}

function placed(values: readonly GraphValue[]): Part[] {
  let end = 0;
  return values.map((value) => {
    const begin = end;
    end += value.shape[3] as number;
    return { value, begin };
  });
}

/** Activations of fused convolutions as kernels of their own. */
const activations: Readonly<Record<string, string>> = {
  relu: "Relu",
  relu6: "Relu6",
  sigmoid: "Sigmoid",
  elu: "Elu",
};

const isForward = ({ kernel, attrs: { activation = "linear" } }: GraphNode): boolean =>
  kernel === "Conv2D" ||
  (kernel === "FusedConv2D" && (activation === "linear" || `${activation}` in activations));

/** The sum of the parts' convolutions, plus bias and activation of a fused one. */
function forward(node: GraphNode, parts: readonly Part[]): GraphNode[] {
  const output = node.outputs[0] as GraphValue;
  const nodes: GraphNode[] = [];
  const make = (kernel: string, inputs: GraphNode["inputs"], attrs: GraphNode["attrs"] = {}): GraphValue => {
    const result: GraphValue = { shape: output.shape, dtype: output.dtype };
    nodes.push({ ...node, kernel, inputs, attrs, outputs: [result] });
    return result;
  };
  // Upsampled inputs first: a bias is added by the convolution of the first term.
  const [first, ...others] = [...parts].sort((a, b) => Number(!a.small) - Number(!b.small));
  const term = (part: Part) => {
    const { filter, nodes: cut } = filterOf(node, part);
    nodes.push(...cut);
    const inputs = { x: part.small ?? part.value, filter };
    return part.small
      ? make(upsampledConv, inputs)
      : make("Conv2D", inputs, { ...node.attrs, activation: "linear" });
  };
  let total = term(first as Part);
  for (const part of others) total = make("Add", { a: total, b: term(part) });
  const { bias } = node.inputs;
  if (bias) total = make("Add", { a: total, b: bias });
  const activation = activations[`${node.attrs["activation"]}`];
  if (activation) make(activation, { x: total });
  return [...nodes.slice(0, -1), { ...(nodes.at(-1) as GraphNode), outputs: [output] }];
}

function filterGradients(node: GraphNode, parts: readonly Part[]): GraphNode[] {
  const dy = node.inputs["dy"] as GraphValue;
  const [output] = node.outputs as [GraphValue];
  const gradients = parts.map(({ value, small }): GraphNode => {
    const filterShape = [3, 3, value.shape[3] as number, output.shape[3] as number];
    const kernel = small ? upsampledConvBackpropFilter : node.kernel;
    const outputs: GraphValue[] = [parts.length === 1 ? output : { shape: filterShape, dtype: output.dtype }];
    return {
      ...node,
      kernel,
      inputs: { x: small ?? value, dy },
      attrs: { ...node.attrs, filterShape },
      outputs,
    };
  });
  if (parts.length === 1) return gradients;
  const joined = Object.fromEntries(gradients.map(({ outputs }, i) => [`${i}`, outputs[0] as GraphValue]));
  return [...gradients, { ...node, kernel: "Concat", inputs: joined, attrs: { axis: 2 } }];
}

function inputGradients(node: GraphNode, parts: readonly Part[]): GraphNode[] {
  const dy = node.inputs["dy"] as GraphValue;
  return parts.flatMap((part) => {
    const own = filterOf(node, part);
    const kernel = part.small ? upsampledConvBackpropInput : node.kernel;
    const attrs = { ...node.attrs, inputShape: part.value.shape };
    const inputs = { dy, filter: own.filter };
    return [...own.nodes, { ...node, kernel, inputs, attrs, outputs: [part.small ?? part.value] }];
  });
}

/** The filter of a part, and the node that cuts it out of the whole one. */
function filterOf(node: GraphNode, { value, begin }: Part): { filter: GraphValue; nodes: GraphNode[] } {
  const whole = node.inputs["filter"] as GraphValue;
  const channels = value.shape[3] as number;
  if (channels === whole.shape[2]) return { filter: whole, nodes: [] };
  const size = [3, 3, channels, whole.shape[3] as number];
  const filter: GraphValue = { shape: size, dtype: whole.dtype };
  const attrs = { begin: [0, 0, begin, 0], size };
  return { filter, nodes: [{ ...node, kernel: "Slice", inputs: { x: whole }, attrs, outputs: [filter] }] };
}

const one = (value: unknown) => value === undefined || value === null || [value].flat().every((n) => n === 1);

/** Whether a convolution is 3x3, of stride 1, and keeps height and width. */
const keepsSize = (
  { strides, dilations, pad }: GraphNode["attrs"],
  [height, width]: readonly number[],
): boolean => one(strides) && one(dilations) && pad === "same" && height === 3 && width === 3;

const doublesSize = ({ attrs }: GraphNode, small: GraphValue | undefined, large: GraphValue): boolean =>
  attrs["alignCorners"] === false && [1, 2].every((i) => 2 * (small?.shape[i] as number) === large.shape[i]);

const ofChannels = ({ attrs: { axis }, inputs }: GraphNode): boolean =>
  axis === 3 || (axis === -1 && Object.values(inputs)[0]?.shape.length === 4);
