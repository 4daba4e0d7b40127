/** The paper's table 2: expansion factor t, output channels c, repetitions n, stride s of the first repetition. */
const table = [
  { t: 1, c: 16, n: 1, s: 1 },
  { t: 6, c: 24, n: 2, s: 2 },
  { t: 6, c: 32, n: 3, s: 2 },
  { t: 6, c: 64, n: 4, s: 2 },
  { t: 6, c: 96, n: 3, s: 1 },
  { t: 6, c: 160, n: 3, s: 2 },
  { t: 6, c: 320, n: 1, s: 1 },
] as const;

/** One layer of MobileNetV2, in the order of computation; each takes the output of the one before. */
export type MobileNetV2Layer =
  | ({
      readonly kind: "conv";
      readonly name: string;
      readonly filters: number;
      readonly size: 1 | 3;
    } & Strided)
  /** `rate`: pixels from one tap of the kernel to the next, 1 if absent. */
  | ({ readonly kind: "depthwise"; readonly name: string; readonly rate?: number } & Strided)
  | { readonly kind: "batchNorm" | "relu6"; readonly name: string }
  /** Halves both sides; its second output is the indices of the maxima. */
  | { readonly kind: "maxPool"; readonly name: string }
  /** Adds the output of the layer called `shortcut`. */
  | { readonly kind: "add"; readonly name: string; readonly shortcut: string };

interface Strided {
  readonly stride: 1 | 2;
}

/** All layers of MobileNetV2 without its classifier, from `Conv1` to `out_relu`, named as Keras names them. */
export function mobileNetV2Layers(alpha: number): readonly MobileNetV2Layer[] {
  let channels = makeDivisible(32 * alpha);
  let input = "Conv1_relu";
  let block = 0;
  const layers: MobileNetV2Layer[] = [
    { kind: "conv", name: "Conv1", filters: channels, size: 3, stride: 2 },
    { kind: "batchNorm", name: "bn_Conv1" },
    { kind: "relu6", name: "Conv1_relu" },
  ];
  for (const { t, c, n, s } of table) {
    for (let i = 0; i < n; i++, block++) {
      const name = block === 0 ? "expanded_conv" : `block_${block}`;
      const filters = makeDivisible(Math.trunc(c * alpha));
      const stride = i === 0 ? s : 1;
      if (t > 1) layers.push(...convBn(`${name}_expand`, t * channels), relu6(`${name}_expand`));
      layers.push(
        { kind: "depthwise", name: `${name}_depthwise`, stride },
        { kind: "batchNorm", name: `${name}_depthwise_BN` },
        relu6(`${name}_depthwise`),
        ...convBn(`${name}_project`, filters),
      );
      const residual = stride === 1 && filters === channels;
      if (residual) layers.push({ kind: "add", name: `${name}_add`, shortcut: input });
      input = residual ? `${name}_add` : `${name}_project_BN`;
      channels = filters;
    }
  }
  layers.push(
    {
      kind: "conv",
      name: "Conv_1",
      filters: alpha > 1 ? makeDivisible(1280 * alpha) : 1280,
      size: 1,
      stride: 1,
    },
    { kind: "batchNorm", name: "Conv_1_bn" },
    { kind: "relu6", name: "out_relu" },
  );
  return layers;
}

/**
 * The same layers at a finer stride: layers that would exceed `outputStride` lose their stride, and the depthwise
 * convolutions behind them are dilated instead, so that the same weights see the same receptive field.
 */
export function withOutputStride(
  layers: readonly MobileNetV2Layer[],
  outputStride: number,
): readonly MobileNetV2Layer[] {
  let stride = 1;
  let rate = 1;
  return layers.map((layer) => {
    if (layer.kind !== "conv" && layer.kind !== "depthwise") return layer;
    const kept = stride * layer.stride <= outputStride;
    const dense: MobileNetV2Layer = {
      ...layer,
      ...(!kept && { stride: 1 }),
      ...(layer.kind === "depthwise" && rate > 1 && { rate }),
    };
    if (kept) stride *= layer.stride;
    else rate *= layer.stride;
    return dense;
  });
}

/** The same layers with max pooling in place of strides, behind the activation of each layer that had a stride. */
export function withMaxPooling(layers: readonly MobileNetV2Layer[]): readonly MobileNetV2Layer[] {
  let pending = false;
  return layers.flatMap((layer) => {
    if ("stride" in layer && layer.stride === 2) {
      pending = true;
      return [{ ...layer, stride: 1 }];
    }
    if (layer.kind !== "relu6" || !pending) return [layer];
    pending = false;
    return [layer, { kind: "maxPool", name: layer.name.replace(/(_depthwise)?_relu$/, "_pool") }];
  });
}

/**
 * Names of all layers of MobileNetV2 that have weights, from `Conv1` and `bn_Conv1` to `Conv_1` and `Conv_1_bn`, in
 * the order of computation. They are the same for every `alpha`.
 */
export function mobileNetV2LayerNames(): readonly string[] {
  return mobileNetV2Layers(1)
    .filter(({ kind }) => kind !== "relu6" && kind !== "add")
    .map(({ name }) => name);
}

const convBn = (name: string, filters: number): MobileNetV2Layer[] => [
  { kind: "conv", name, filters, size: 1, stride: 1 },
  { kind: "batchNorm", name: `${name}_BN` },
];

const relu6 = (name: string): MobileNetV2Layer => ({ kind: "relu6", name: `${name}_relu` });

/** The nearest multiple of 8 that is at least nine tenths, as the authors and Keras round. */
function makeDivisible(channels: number): number {
  const rounded = Math.max(8, Math.floor((channels + 4) / 8) * 8);
  return rounded < 0.9 * channels ? rounded + 8 : rounded;
}
