import type { Graph, Node, Value } from "../graph.ts";
import { doubledConv, doubledConvBackpropFilter, doubledConvBackpropInput } from "../kernels/doubled.ts";
import { type Links, linksOf, withoutIdentities } from "./graph-links.ts";

/** Some channels of what a convolution sees, from `begin` on: a picture of its own. */
interface Part {
  readonly value: Value;
  readonly begin: number;
  /** The picture that `value` repeats, or in the way back the sum of what it gets; undefined where it is no doubled one. */
  readonly small?: Value | undefined;
}

/**
 * Splits convolutions 3x3 of pictures doubled by repetition (nearest-neighbour upsampling), alone or joined with others, and
 * their gradients, into one for each joined picture. Those of the doubled ones are made from the pictures themselves with
 * 4 of 9 multiplications, and what was doubled or joined for them alone is not made at all.
 *
 * @param block Channels a block; the graph stays as it is where there are no blocks.
 */
export function splitDoubled(traced: Graph, block: number): Graph {
  if (block === 0) return traced;
  const graph = withoutIdentities(traced);
  const links = linksOf(graph);
  const gone = new Set<Node>();
  const nodes = graph.nodes.flatMap((node): Node[] => {
    const { x, dy, filter } = node.inputs;
    const shape = filter?.shape ?? (node.attrs["filterShape"] as number[] | undefined);
    if (!shape || !keepsSize(node.attrs, shape)) return [node];
    const outputs = shape[3] as number;
    const pays = ({ shape }: Value) =>
      (shape[3] as number) % 4 === 0 && outputs % 4 === 0 && outputs >= block;
    const seen = x ? partsOf(x, links, pays) : [];
    const split = seen.some(({ small }) => small);
    if (isForward(node) && split) return forward(node, seen);
    if (node.kernel === "Conv2DBackpropFilter" && split) return filterGradients(node, seen);
    if (node.kernel !== "Conv2DBackpropInput" || !dy) return [node];
    const wanted = gradientsOf(node.outputs[0] as Value, links, pays);
    if (!wanted.parts.some(({ small }) => small)) return [node];
    for (const replaced of wanted.replaced) gone.add(replaced);
    return inputGradients(node, wanted.parts);
  });
  return { ...graph, nodes: nodes.filter((node) => !gone.has(node)) };
}

type Pays = (value: Value) => boolean;

/** What is joined to `x`, or `x` itself. */
function partsOf(x: Value, { producer }: Links, pays: Pays): Part[] {
  const join = producer(x);
  const joined = join?.kernel === "Concat" && ofChannels(join) ? Object.values(join.inputs) : [x];
  return placed(joined).map((part) => {
    const resize = producer(part.value);
    const images = resize?.inputs["images"];
    const doubles = resize?.kernel === "ResizeNearestNeighbor" && doubling(resize, images, part.value);
    return { ...part, small: doubles && pays(part.value) ? images : undefined };
  });
}

/** The gradients into which `gradient` is split and summed up, and the nodes that do so. */
function gradientsOf(gradient: Value, { onlyReader }: Links, pays: Pays) {
  const reader = onlyReader(gradient);
  const split = reader?.kernel === "SplitV" && ofChannels(reader) ? reader : undefined;
  const replaced = split ? [split] : [];
  const parts = placed(split?.outputs ?? [gradient]).map((part): Part => {
    const sum = onlyReader(part.value);
    const sums =
      sum?.kernel === "ResizeNearestNeighborGrad" && doubling(sum, sum.inputs["images"], part.value);
    if (!sums || !pays(part.value)) return part;
    replaced.push(sum);
    return { ...part, small: sum.outputs[0] };
  });
  return { parts, replaced };
}

function placed(values: readonly Value[]): Part[] {
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

const isForward = ({ kernel, attrs: { activation = "linear" } }: Node): boolean =>
  kernel === "Conv2D" ||
  (kernel === "FusedConv2D" && (activation === "linear" || `${activation}` in activations));

/** The sum of the parts' convolutions, plus bias and activation of a fused one. */
function forward(node: Node, parts: readonly Part[]): Node[] {
  const output = node.outputs[0] as Value;
  const nodes: Node[] = [];
  const make = (kernel: string, inputs: Node["inputs"], attrs: Node["attrs"] = {}): Value => {
    const result: Value = { shape: output.shape, dtype: output.dtype };
    nodes.push({ ...node, kernel, inputs, attrs, outputs: [result] });
    return result;
  };
  // Doubled pictures first: a bias is added by the convolution of the first term.
  const [first, ...others] = [...parts].sort((a, b) => Number(!a.small) - Number(!b.small));
  const term = (part: Part) => {
    const { filter, nodes: cut } = filterOf(node, part);
    nodes.push(...cut);
    const inputs = { x: part.small ?? part.value, filter };
    return part.small
      ? make(doubledConv, inputs)
      : make("Conv2D", inputs, { ...node.attrs, activation: "linear" });
  };
  let total = term(first as Part);
  for (const part of others) total = make("Add", { a: total, b: term(part) });
  const { bias } = node.inputs;
  if (bias) total = make("Add", { a: total, b: bias });
  const activation = activations[`${node.attrs["activation"]}`];
  if (activation) make(activation, { x: total });
  return [...nodes.slice(0, -1), { ...(nodes.at(-1) as Node), outputs: [output] }];
}

function filterGradients(node: Node, parts: readonly Part[]): Node[] {
  const dy = node.inputs["dy"] as Value;
  const [output] = node.outputs as [Value];
  const gradients = parts.map(({ value, small }): Node => {
    const filterShape = [3, 3, value.shape[3] as number, output.shape[3] as number];
    const kernel = small ? doubledConvBackpropFilter : node.kernel;
    const outputs: Value[] = [parts.length === 1 ? output : { shape: filterShape, dtype: output.dtype }];
    return {
      ...node,
      kernel,
      inputs: { x: small ?? value, dy },
      attrs: { ...node.attrs, filterShape },
      outputs,
    };
  });
  if (parts.length === 1) return gradients;
  const joined = Object.fromEntries(gradients.map(({ outputs }, i) => [`${i}`, outputs[0] as Value]));
  return [...gradients, { ...node, kernel: "Concat", inputs: joined, attrs: { axis: 2 } }];
}

function inputGradients(node: Node, parts: readonly Part[]): Node[] {
  const dy = node.inputs["dy"] as Value;
  return parts.flatMap((part) => {
    const own = filterOf(node, part);
    const kernel = part.small ? doubledConvBackpropInput : node.kernel;
    const attrs = { ...node.attrs, inputShape: part.value.shape };
    const inputs = { dy, filter: own.filter };
    return [...own.nodes, { ...node, kernel, inputs, attrs, outputs: [part.small ?? part.value] }];
  });
}

/** The filter of a part, and the node that cuts it out of the whole one. */
function filterOf(node: Node, { value, begin }: Part): { filter: Value; nodes: Node[] } {
  const whole = node.inputs["filter"] as Value;
  const channels = value.shape[3] as number;
  if (channels === whole.shape[2]) return { filter: whole, nodes: [] };
  const size = [3, 3, channels, whole.shape[3] as number];
  const filter: Value = { shape: size, dtype: whole.dtype };
  const attrs = { begin: [0, 0, begin, 0], size };
  return { filter, nodes: [{ ...node, kernel: "Slice", inputs: { x: whole }, attrs, outputs: [filter] }] };
}

const one = (value: unknown) => value === undefined || value === null || [value].flat().every((n) => n === 1);

/** Whether a convolution is 3x3, of stride 1, and gives pictures of the same size. */
const keepsSize = ({ strides, dilations, pad }: Node["attrs"], [height, width]: readonly number[]): boolean =>
  one(strides) && one(dilations) && pad === "same" && height === 3 && width === 3;

const doubling = ({ attrs }: Node, small: Value | undefined, large: Value): boolean =>
  attrs["alignCorners"] === false && [1, 2].every((i) => 2 * (small?.shape[i] as number) === large.shape[i]);

const ofChannels = ({ attrs: { axis }, inputs }: Node): boolean =>
  axis === 3 || (axis === -1 && Object.values(inputs)[0]?.shape.length === 4);
