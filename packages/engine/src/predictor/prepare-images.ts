import type { ModelMetadata } from "@faceseg/model-files";
import type { InputOptions } from "./predictor.ts";

/** How far colors may be outside of [0, 1]: a mean of whites in float32 is not always 1. */
const slack = 1e-3;

/** For each channel of the input: which color it is, by what it is multiplied, and what is added then. */
type Channels = readonly { readonly color: number; readonly scale: number; readonly shift: number }[];

/**
 * How images in [0, 1] become what a model takes: as the options say, else as its file says.
 *
 * @returns A function of [batch, height, width, 3] that gives new numbers, or the same where the model takes them as they are.
 *   It throws a RangeError for colors outside of [0, 1].
 */
export function imagePreparation(
  options: InputOptions,
  notes: ModelMetadata,
): (images: Float32Array) => Float32Array {
  const channels = channelsOf(options, notes);
  const isPlain = channels.every(({ color, scale, shift }, at) => color === at && scale === 1 && shift === 0);
  return (images) => {
    checkColors(images);
    return isPlain ? images : prepared(images, channels);
  };
}

function channelsOf(options: InputOptions, notes: ModelMetadata): Channels {
  const isToldBoth = options.inputRange !== undefined || options.normalization !== undefined;
  const { inputRange: range, normalization } = isToldBoth ? options : ofNotes(notes);
  const order = (options.channelOrder ?? notes.channelOrder) === "bgr" ? [2, 1, 0] : [0, 1, 2];
  const [black, white] = range ?? [0, 1];
  return order.map((color) => {
    if (!normalization) return { color, scale: white - black, shift: black };
    const [mean, std] = [normalization.mean[color] as number, normalization.std[color] as number];
    return { color, scale: 1 / std, shift: -mean / std };
  });
}

const ofNotes = ({ inputRange, mean, std }: ModelMetadata): InputOptions => {
  if (mean && std) return { normalization: { mean, std } };
  return inputRange ? { inputRange } : {};
};

function prepared(images: Float32Array, channels: Channels): Float32Array {
  const result = new Float32Array(images.length);
  for (const [channel, { color, scale, shift }] of channels.entries()) {
    for (let pixel = 0; pixel < images.length; pixel += 3) {
      result[pixel + channel] = (images[pixel + color] as number) * scale + shift;
    }
  }
  return result;
}

function checkColors(images: Float32Array): void {
  // A loop: it runs for every frame of a video.
  for (let at = 0; at < images.length; at++) {
    const value = images[at] as number;
    if (value >= -slack && value <= 1 + slack) continue;
    throw new RangeError(`Expected \`images\` to be colors in [0, 1], got ${value} at ${at}`);
  }
}
