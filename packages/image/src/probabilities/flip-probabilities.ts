import { checkProbabilities, type ProbabilityShape } from "./probability-shape.ts";

/**
 * Probabilities in a mirror: left becomes right, and the classes of each pair are exchanged. This turns a network's
 * prediction for a mirrored image into one for the image itself.
 *
 * @param probabilities `[height, width, numClasses]`.
 * @param pairs Ids that a mirror exchanges: `mirrorPairs` of the taxonomy.
 * @returns A new array.
 * @throws RangeError when the shape does not fit or an id of a pair is no class.
 *
 * @example
 * const shape = { width: 2, height: 1, numClasses: 3 };
 * const row = Float32Array.of(1, 0, 0, 0, 0.25, 0.75);
 * flipProbabilities(row, shape, [[1, 2]]); //=> Float32Array [0, 0.75, 0.25, 1, 0, 0]
 */
export function flipProbabilities(
  probabilities: Float32Array,
  shape: ProbabilityShape,
  pairs: readonly (readonly [number, number])[],
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
