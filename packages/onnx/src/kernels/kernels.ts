import { activations } from "../lower/arithmetic/activations.ts";
import { elementwise } from "../lower/arithmetic/elementwise.ts";
import { functions } from "../lower/arithmetic/functions.ts";
import { matmul } from "../lower/arithmetic/matmul.ts";
import { reductions } from "../lower/arithmetic/reduce.ts";
import { sequences } from "../lower/arithmetic/sequences.ts";
import { softmax } from "../lower/arithmetic/softmax.ts";
import { convolutions } from "../lower/convolutions/convolution.ts";
import { filterGradients } from "../lower/convolutions/filter-gradients.ts";
import { upsampled } from "../lower/convolutions/upsampled.ts";
import { pooling } from "../lower/images/pooling.ts";
import { resizing } from "../lower/images/resize.ts";
import type { Kernel } from "../lower/lowering/kernel.ts";
import { indexing } from "../lower/shapes/indexing.ts";
import { rearrangements } from "../lower/shapes/rearrange.ts";
import { shape } from "../lower/shapes/shape.ts";
import { normalization } from "../lower/training/normalization.ts";
import { packing } from "../lower/training/packing.ts";
import { random } from "../lower/training/random.ts";

/** Every TensorFlow.js kernel that can be compiled, and those of this package's own operations, by name. */
export const kernels: Readonly<Record<string, Kernel>> = {
  ...elementwise,
  ...shape,
  ...reductions,
  ...matmul,
  ...convolutions,
  ...filterGradients,
  ...upsampled,
  ...pooling,
  ...resizing,
  ...normalization,
  ...softmax,
  ...packing,
  ...activations,
  ...functions,
  ...indexing,
  ...rearrangements,
  ...sequences,
  ...random,
};
