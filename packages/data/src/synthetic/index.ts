import { createRandom, lapa11, toSize } from "@faceseg/image";
import type { Dataset } from "../datasets/sample.ts";
import { describeFace } from "./describe-face.ts";
import type { FaceDescription } from "./description.ts";
import { drawFace } from "./draw-face.ts";

export { describeFace } from "./describe-face.ts";
export type { FaceDescription } from "./description.ts";
export { drawFace } from "./draw-face.ts";

/** A data set of drawn faces, with the description of each. */
export interface SyntheticFaces extends Dataset {
  /** What face `index` is drawn from: its skin, pose, light and all the rest. */
  describe(index: number): FaceDescription;
}

/**
 * A data set of drawn faces with exact labels; face `i` depends on the seed and on `i` alone.
 *
 * @param options.count number of faces
 * @param options.size side in pixels, unless `load` asks for another size
 * @param options.seed any number. @default 0
 * @throws RangeError when `count` is not a whole number or `size` is not a whole number of at least 1.
 * @example
 * const { samples } = syntheticFaces({ count: 8, size: 128 });
 * const { image, labels } = await samples[0].load();
 * labels.data.length; //=> 16384
 */
export function syntheticFaces(options: { count: number; size: number; seed?: number }): SyntheticFaces {
  const { count, size, seed = 0 } = options;
  if (!Number.isInteger(count) || count < 0) {
    const legal = Math.max(0, Math.round(count) || 0);
    throw new RangeError(
      `Expected \`count\` to be a whole number of at least 0, got ${count}; the nearest is ${legal}`,
    );
  }
  const natural = toSize(size);
  const describe = (index: number) => describeFace(createRandom(seed, "synthetic face", index));
  const samples = Array.from({ length: count }, (_, index) => {
    const id = `synthetic-${seed}-${index}`;
    return {
      id,
      load: async ({ size: wanted = natural } = {}) => ({ id, ...drawFace(describe(index), wanted) }),
    };
  });
  return { name: "synthetic", split: "all", taxonomy: lapa11, samples, describe };
}
