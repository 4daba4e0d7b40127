/** Pixels that are looked at to tell probabilities from logits. */
const sampledPixels = 64;

/**
 * Whether every pixel's numbers are probabilities: in [0, 1], with the sum 1.
 *
 * @param slack How far a number may be outside of [0, 1]. @default as far as rounding goes
 */
export function isDistribution(scores: Float32Array, channels: number, slack = 1e-3): boolean {
  const pixels = scores.length / channels;
  const step = Math.max(1, Math.floor(pixels / sampledPixels));
  for (let pixel = 0; pixel < pixels; pixel += step) {
    let sum = 0;
    for (let at = pixel * channels; at < (pixel + 1) * channels; at++) {
      const value = scores[at] as number;
      if (!(value >= -slack && value <= 1 + slack)) return false;
      sum += value;
    }
    if (Math.abs(sum - 1) > 1e-2) return false;
  }
  return true;
}

/** Turns the logits of every pixel into probabilities, in place. */
export function softmax(scores: Float32Array, channels: number): Float32Array {
  for (let from = 0; from < scores.length; from += channels) {
    let highest = Number.NEGATIVE_INFINITY;
    for (let at = from; at < from + channels; at++) highest = Math.max(highest, scores[at] as number);
    let sum = 0;
    for (let at = from; at < from + channels; at++) {
      scores[at] = Math.exp((scores[at] as number) - highest);
      sum += scores[at] as number;
    }
    divide(scores, from, channels, sum);
  }
  return scores;
}

/** Divides the probabilities of every pixel's classes, each found alone, by their sum, in place; all 0 become equal. */
export function shares(scores: Float32Array, channels: number): Float32Array {
  for (let from = 0; from < scores.length; from += channels) {
    let sum = 0;
    for (let at = from; at < from + channels; at++) sum += scores[at] as number;
    if (sum > 0) divide(scores, from, channels, sum);
    else scores.fill(1 / channels, from, from + channels);
  }
  return scores;
}

/** The probabilities of two classes, what is not the class and the class, from one number for each pixel. */
export function twoClasses(scores: Float32Array, isLogits: boolean): Float32Array {
  const probabilities = new Float32Array(2 * scores.length);
  for (const [pixel, score] of scores.entries()) {
    const share = isLogits ? 1 / (1 + Math.exp(-score)) : Math.min(Math.max(score, 0), 1);
    probabilities[2 * pixel] = 1 - share;
    probabilities[2 * pixel + 1] = share;
  }
  return probabilities;
}

function divide(scores: Float32Array, from: number, count: number, by: number): void {
  for (let at = from; at < from + count; at++) scores[at] = (scores[at] as number) / by;
}
