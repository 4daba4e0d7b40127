import { convBlock, doubleSize } from "@faceseg/backbones/blocks";
import { layers, type SymbolicTensor } from "@tensorflow/tfjs-layers";

/** How a stage doubles the sides of its input: a transposed convolution 2x2, or bilinear interpolation. */
export type Upsampling = "transposed" | "bilinear";

/** One stage of the decoder. */
export interface Stage {
  /** Channels of its output. */
  readonly filters: number;
  /** What it sees beside the output of the stage below, at twice that size. */
  readonly skip?: SymbolicTensor;
}

/** From the coarsest feature (`bridge`) up; each stage doubles, concatenates the skip and applies two `convBlock`s. */
export function decoder(
  bridge: SymbolicTensor,
  stages: readonly Stage[],
  { upsampling, momentum }: { readonly upsampling: Upsampling; readonly momentum: number },
): SymbolicTensor {
  return stages.reduce((x, { filters, skip }, i) => {
    const name = `decoder_${i + 1}`;
    const up = doubleSize(x, { by: upsampling, filters, name: `${name}_up` });
    const seen = skip ? layers.concatenate({ name: `${name}_concat` }).apply([up, skip]) : up;
    const mixed = convBlock(seen as SymbolicTensor, { filters, momentum, name: `${name}_conv1` });
    return convBlock(mixed, { filters, momentum, name: `${name}_conv2` });
  }, bridge);
}
