import { type Feature, MaxUnpool } from "@faceseg/backbones";
import { convBlock, doubleSize } from "@faceseg/backbones/blocks";
import type { SymbolicTensor } from "@tensorflow/tfjs-layers";

/** How a stage doubles the sides of its input; only "indices" is SegNet's. */
export type Unpooling = "indices" | "bilinear" | "transposed";

/** One stage of the decoder. */
export interface Stage {
  /** The indices of the max pooling that it reverses. */
  readonly pooling: Feature;
  /** Channels of each of its convolutions. */
  readonly filters: readonly number[];
}

/** Reverses `pooling`: each value goes back to the position of its maximum; or, to compare, just doubles the sides. */
function unpool(x: SymbolicTensor, pooling: Feature, by: Unpooling, name: string): SymbolicTensor {
  if (by !== "indices") return doubleSize(x, { by, filters: pooling.channels, name });
  return new MaxUnpool({ name }).apply([x, pooling.tensor]) as SymbolicTensor;
}

/**
 * From the coarsest feature (`bridge`) up; each stage brings its input to the pooling's channels by a 1x1 convolution where
 * it has others, unpools and convolves. Only the indices come from the encoder.
 */
export function decoder(
  bridge: SymbolicTensor,
  stages: readonly Stage[],
  { unpooling, momentum }: { readonly unpooling: Unpooling; readonly momentum: number },
): SymbolicTensor {
  return stages.reduce((x, { pooling, filters }, i) => {
    const name = `decoder_${i + 1}`;
    const expand = { filters: pooling.channels, kernelSize: 1, momentum, name: `${name}_expand` } as const;
    const fitting = x.shape[3] === pooling.channels ? x : convBlock(x, expand);
    return filters.reduce(
      (y, count, j) => convBlock(y, { filters: count, momentum, name: `${name}_conv${j + 1}` }),
      unpool(fitting, pooling, unpooling, `${name}_unpool`),
    );
  }, bridge);
}
