import { ignoreId } from "./counts.ts";

// Four histograms over every (truth, prediction) pair of bytes: lane << 16 | truth << 8 | prediction. Any byte
// has a cell, so the loop has no branch; four lanes in turn, so that a run of one class does not wait for its own
// last store. Reused (1 MiB): allocating it for each call takes longer than counting a 256x256 image.
const lanes = /* @__PURE__ */ new Uint32Array(4 << 16);

function pairAt(truth: Uint8Array, prediction: Uint8Array, i: number): number {
  return ((truth[i] as number) << 8) | (prediction[i] as number);
}

function add(cell: number): void {
  lanes[cell] = (lanes[cell] as number) + 1;
}

/** Zeroes a true class's cells in every lane. */
function clear(truth: number, numClasses: number): void {
  for (let row = truth << 8; row < lanes.length; row += 1 << 16) lanes.fill(0, row, row + numClasses);
}

/** Sums one pair's cells over the lanes. */
function read(truth: number, prediction: number): number {
  let sum = 0;
  for (let i = (truth << 8) | prediction; i < lanes.length; i += 1 << 16) sum += lanes[i] as number;
  return sum;
}

/**
 * Counts the pixels of two id maps of one length; `undefined` when an id is out of range.
 *
 * Ids are not looked at while counting: cells in range are cleared before and summed after, and any pixel that
 * is missing from the sum had an id out of range.
 */
export function tally(
  truth: Uint8Array,
  prediction: Uint8Array,
  numClasses: number,
): Float64Array | undefined {
  for (let row = 0; row < numClasses; row++) clear(row, numClasses);
  clear(ignoreId, numClasses);

  const { length } = truth;
  const whole = length - (length % 4);
  for (let i = 0; i < whole; i += 4) {
    add(pairAt(truth, prediction, i));
    add((1 << 16) | pairAt(truth, prediction, i + 1));
    add((2 << 16) | pairAt(truth, prediction, i + 2));
    add((3 << 16) | pairAt(truth, prediction, i + 3));
  }
  for (let i = whole; i < length; i++) add(pairAt(truth, prediction, i));

  const counts = new Float64Array(numClasses * numClasses);
  let seen = 0;
  for (let column = 0; column < numClasses; column++) {
    for (let row = 0; row < numClasses; row++) {
      const pixels = read(row, column);
      counts[row * numClasses + column] = pixels;
      seen += pixels;
    }
    seen += read(ignoreId, column);
  }
  return seen === length ? counts : undefined;
}
