import { mirrorPairs } from "../taxonomy.ts";
import { checkProbabilities, type ProbabilityShape } from "./probability-shape.ts";

/**
 * Probabilities as a mirror shows them: left becomes right, and the classes of each pair are exchanged. What a
 * network says of a mirrored picture, mirrored back, is about the picture again.
 *
 * @param probabilities `[height, width, classes]`.
 * @param pairs Ids that a mirror exchanges; eyebrows and eyes by default.
 * @returns A new array.
 * @throws RangeError when the shape does not fit or an id of a pair is no class.
 *
 * @example
 * const shape = { width: 2, height: 1, classes: 3 };
 * flipProbabilities(Float32Array.of(1, 0, 0, 0, 0.25, 0.75), shape, [[1, 2]]); //=> Float32Array [0, 0.75, 0.25, 1, 0, 0]
 */
export function flipProbabilities(
  probabilities: Float32Array,
  shape: ProbabilityShape,
  pairs: readonly (readonly [number, number])[] = mirrorPairs,
): Float32Array {
  checkProbabilities(probabilities, shape);
  const { width, height, classes } = shape;
  const mirror = mirrorOf(pairs, classes);
  const flipped = new Float32Array(probabilities.length);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to += classes) {
      const from = (y * width + width - 1 - x) * classes;
      for (let id = 0; id < classes; id++) {
        flipped[to + id] = probabilities[from + (mirror[id] as number)] as number;
      }
    }
  }
  return flipped;
}

function mirrorOf(pairs: readonly (readonly [number, number])[], classes: number): Int32Array {
  const mirror = Int32Array.from({ length: classes }, (_, id) => id);
  for (const [left, right] of pairs) {
    for (const id of [left, right]) {
      if (Number.isInteger(id) && id >= 0 && id < classes) continue;
      throw new RangeError(`Expected ids in \`pairs\` to be from 0 to ${classes - 1}, got ${id}`);
    }
    mirror[left] = right;
    mirror[right] = left;
  }
  return mirror;
}
