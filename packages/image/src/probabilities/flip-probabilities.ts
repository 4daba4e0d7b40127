import { lapa11 } from "../taxonomy.ts";
import { checkProbabilities, type ProbabilityShape } from "./probability-shape.ts";

/**
 * Probabilities as a mirror shows them: left becomes right, and the classes of each pair are exchanged. What a
 * network says of a mirrored image, mirrored back, is about the image again.
 *
 * @param probabilities `[height, width, numClasses]`.
 * @param pairs Ids that a mirror exchanges; eyebrows and eyes by default.
 * @returns A new array.
 * @throws RangeError when the shape does not fit or an id of a pair is no class.
 *
 * @example
 * const shape = { width: 2, height: 1, numClasses: 3 };
 * flipProbabilities(Float32Array.of(1, 0, 0, 0, 0.25, 0.75), shape, [[1, 2]]); //=> Float32Array [0, 0.75, 0.25, 1, 0, 0]
 */
export function flipProbabilities(
  probabilities: Float32Array,
  shape: ProbabilityShape,
  pairs: readonly (readonly [number, number])[] = lapa11.mirrorPairs,
): Float32Array {
  checkProbabilities(probabilities, shape);
  const { width, height, numClasses } = shape;
  const mirror = mirrorOf(pairs, numClasses);
  const flipped = new Float32Array(probabilities.length);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to += numClasses) {
      const from = (y * width + width - 1 - x) * numClasses;
      for (let id = 0; id < numClasses; id++) {
        flipped[to + id] = probabilities[from + (mirror[id] as number)] as number;
      }
    }
  }
  return flipped;
}

function mirrorOf(pairs: readonly (readonly [number, number])[], numClasses: number): Int32Array {
  const mirror = Int32Array.from({ length: numClasses }, (_, id) => id);
  for (const [left, right] of pairs) {
    for (const id of [left, right]) {
      if (Number.isInteger(id) && id >= 0 && id < numClasses) continue;
      throw new RangeError(`Expected ids in \`pairs\` to be from 0 to ${numClasses - 1}, got ${id}`);
    }
    mirror[left] = right;
    mirror[right] = left;
  }
  return mirror;
}
