/** The class with the highest score of every pixel; of equal ones the lowest id. */
export function highestIds(scores: Float32Array, numClasses: number): Uint8Array {
  const ids = new Uint8Array(scores.length / numClasses);
  for (let pixel = 0, at = 0; pixel < ids.length; pixel++, at += numClasses) {
    let best = 0;
    for (let id = 1; id < numClasses; id++) {
      if ((scores[at + id] as number) > (scores[at + best] as number)) best = id;
    }
    ids[pixel] = best;
  }
  return ids;
}

/**
 * Ids as bytes.
 *
 * @throws {RangeError} for an id that is no class, or no whole number.
 */
export function checkedIds(ids: ArrayLike<number | bigint>, numClasses: number): Uint8Array {
  const bytes = new Uint8Array(ids.length);
  for (let pixel = 0; pixel < bytes.length; pixel++) {
    const id = Number(ids[pixel]);
    if (!(id >= 0 && id < numClasses && Number.isInteger(id))) {
      throw new RangeError(
        `Expected ids from 0 to ${numClasses - 1}, got ${id} from the model; name all its classes, or give \`numClasses\``,
      );
    }
    bytes[pixel] = id;
  }
  return bytes;
}

/** Probabilities of a model that gives ids: it is sure of all of them. */
export function oneHot(ids: Uint8Array, numClasses: number): Float32Array {
  const probabilities = new Float32Array(ids.length * numClasses);
  for (const [pixel, id] of ids.entries()) probabilities[pixel * numClasses + id] = 1;
  return probabilities;
}
