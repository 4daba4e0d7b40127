/** Weights as whole numbers from -127 to 127, times a scale for each channel. */
export interface Quantized {
  /** The whole numbers, in the order of the weights. */
  readonly values: Int8Array;
  /** One scale for each channel. */
  readonly scales: Float32Array;
}

/**
 * Rounds weights to 8 bits, symmetric about 0, with a scale for each channel: its largest magnitude over 127.
 *
 * @param axis The axis of the channels.
 */
export function quantize(weights: Float32Array, shape: readonly number[], axis: number): Quantized {
  const channels = shape[axis] as number;
  const inner = shape.slice(axis + 1).reduce((a, b) => a * b, 1);
  const channelOf = (i: number) => Math.floor(i / inner) % channels;
  const scales = new Float32Array(channels);
  for (const [i, weight] of weights.entries()) {
    const c = channelOf(i);
    scales[c] = Math.max(scales[c] as number, Math.abs(weight) / 127);
  }
  // A channel of zeros has any scale.
  for (const [c, scale] of scales.entries()) if (scale === 0) scales[c] = 1;
  const values = Int8Array.from(weights, (weight, i) =>
    Math.round(weight / (scales[channelOf(i)] as number)),
  );
  return { values, scales };
}
