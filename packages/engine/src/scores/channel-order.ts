/** From [batch, channels, pixels] to [batch, pixels, channels]. */
export function channelsLast(data: Float32Array, batch: number, channels: number): Float32Array {
  const pixels = data.length / batch / channels;
  const moved = new Float32Array(data.length);
  for (let image = 0; image < batch; image++) {
    const base = image * pixels * channels;
    for (let channel = 0; channel < channels; channel++) {
      for (let pixel = 0; pixel < pixels; pixel++) {
        moved[base + pixel * channels + channel] = data[base + channel * pixels + pixel] as number;
      }
    }
  }
  return moved;
}

/** From [batch, pixels, channels] to [batch, channels, pixels]. */
export function channelsFirst(data: Float32Array, batch: number, channels: number): Float32Array {
  return channelsLast(data, batch, data.length / batch / channels);
}
