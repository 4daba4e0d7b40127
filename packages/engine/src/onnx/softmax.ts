/** Pixels that are looked at to tell probabilities from logits. */
const sampledPixels = 64;

/** Whether every pixel's numbers are probabilities: in [0, 1], with the sum 1. */
export function isDistribution(scores: Float32Array, numClasses: number): boolean {
  const pixels = scores.length / numClasses;
  const step = Math.max(1, Math.floor(pixels / sampledPixels));
  for (let pixel = 0; pixel < pixels; pixel += step) {
    let sum = 0;
    for (let at = pixel * numClasses; at < (pixel + 1) * numClasses; at++) {
      const value = scores[at] as number;
      if (!(value >= -1e-3 && value <= 1 + 1e-3)) return false;
      sum += value;
    }
    if (Math.abs(sum - 1) > 1e-2) return false;
  }
  return true;
}

/** Turns every `numClasses` logits into probabilities, in place. */
export function softmax(scores: Float32Array, numClasses: number): Float32Array {
  for (let from = 0; from < scores.length; from += numClasses) {
    let highest = Number.NEGATIVE_INFINITY;
    for (let at = from; at < from + numClasses; at++) highest = Math.max(highest, scores[at] as number);
    let sum = 0;
    for (let at = from; at < from + numClasses; at++) {
      scores[at] = Math.exp((scores[at] as number) - highest);
      sum += scores[at] as number;
    }
    for (let at = from; at < from + numClasses; at++) scores[at] = (scores[at] as number) / sum;
  }
  return scores;
}
