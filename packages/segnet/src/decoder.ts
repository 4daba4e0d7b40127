import { BilinearUpsampling, type Feature, MaxUnpool } from "@faceseg/backbones";
import { layers, type SymbolicTensor } from "@tensorflow/tfjs-layers";

const kernelInitializer = "glorotUniform";

/** How a stage doubles the sides of its input; only "indices" is SegNet's. */
export type Unpooling = "indices" | "bilinear" | "transposed";

/** One stage of the decoder: the pooling that it undoes, and the filters of its convolutions. */
export interface Stage {
  readonly pooling: Feature;
  readonly filters: readonly number[];
}

/** Convolution, batch normalization, ReLU. */
function convBlock(
  x: SymbolicTensor,
  momentum: number,
  { name, ...shape }: { name: string; filters: number; kernelSize: 1 | 3 },
): SymbolicTensor {
  const conv = layers.conv2d({ name, ...shape, padding: "same", useBias: false, kernelInitializer });
  const norm = layers.batchNormalization({ name: `${name}_BN`, momentum });
  return layers.reLU({ name: `${name}_relu` }).apply(norm.apply(conv.apply(x))) as SymbolicTensor;
}

/** Undoes `pooling`: each value goes back to where its maximum was, or for comparison just twice as large. */
function unpool(x: SymbolicTensor, pooling: Feature, kind: Unpooling, name: string): SymbolicTensor {
  switch (kind) {
    case "indices":
      return new MaxUnpool({ name }).apply([x, pooling.tensor]) as SymbolicTensor;
    case "bilinear": {
      const size = [2 * Number(x.shape[1]), 2 * Number(x.shape[2])] as const;
      return new BilinearUpsampling({ name, size }).apply(x) as SymbolicTensor;
    }
    case "transposed":
      return layers
        .conv2dTranspose({
          name,
          filters: pooling.channels,
          kernelSize: 2,
          strides: 2,
          padding: "same",
          kernelInitializer,
        })
        .apply(x) as SymbolicTensor;
  }
}

/**
 * From the coarsest feature (`bridge`) up: brought to the pooling's channels by a 1x1 convolution where it has others,
 * unpooled, convolved. Nothing but indices comes from the encoder.
 */
export function decoder(
  bridge: SymbolicTensor,
  stages: readonly Stage[],
  unpooling: Unpooling,
  momentum: number,
): SymbolicTensor {
  return stages.reduce((x, { pooling, filters }, i) => {
    const name = `decoder_${i + 1}`;
    const expand = { name: `${name}_expand`, filters: pooling.channels, kernelSize: 1 } as const;
    const fitting = x.shape[3] === pooling.channels ? x : convBlock(x, momentum, expand);
    const sparse = unpool(fitting, pooling, unpooling, `${name}_unpool`);
    return filters.reduce(
      (y, count, j) =>
        convBlock(y, momentum, { name: `${name}_conv${j + 1}`, filters: count, kernelSize: 3 }),
      sparse,
    );
  }, bridge);
}

/** Classifies each pixel. */
export function head(x: SymbolicTensor, numClasses: number, softmax: boolean): SymbolicTensor {
  const logits = layers
    .conv2d({ name: "logits", filters: numClasses, kernelSize: 1, kernelInitializer })
    .apply(x) as SymbolicTensor;
  if (!softmax) return logits;
  return layers.activation({ name: "softmax", activation: "softmax" }).apply(logits) as SymbolicTensor;
}
