import { activations } from "./activations.ts";
import { convolutions } from "./convolution.ts";
import { doubled } from "./doubled.ts";
import { elementwise } from "./elementwise.ts";
import { filterGradients } from "./filter-gradients.ts";
import { functions } from "./functions.ts";
import { indexing } from "./indexing.ts";
import type { Kernel } from "./kernel.ts";
import { matmul } from "./matmul.ts";
import { normalization } from "./normalization.ts";
import { packing } from "./packing.ts";
import { pooling } from "./pooling.ts";
import { random } from "./random.ts";
import { rearrangements } from "./rearrange.ts";
import { reductions } from "./reduce.ts";
import { resizing } from "./resize.ts";
import { sequences } from "./sequences.ts";
import { shape } from "./shape.ts";
import { softmax } from "./softmax.ts";

/** Every TensorFlow.js kernel that can be compiled. */
export const kernels: Readonly<Record<string, Kernel>> = {
  ...elementwise,
  ...shape,
  ...reductions,
  ...matmul,
  ...convolutions,
  ...filterGradients,
  ...doubled,
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
