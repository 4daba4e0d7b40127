import { histogramOf } from "./histogram.ts";
import { Message } from "./protobuf.ts";

/** When an event happened. */
export interface Moment {
  /** Seconds since 1970. */
  readonly wallTime: number;
  /** The epoch or step. */
  readonly step: number;
}

const event = ({ wallTime, step }: Moment) => new Message().double(1, wallTime).varint(2, step);

const summary = (moment: Moment, values: readonly Message[]): Uint8Array => {
  const all = values.reduce((message, value) => message.bytesOf(1, value), new Message());
  return event(moment).bytesOf(5, all).toBytes();
};

const tagged = (tag: string) => new Message().bytesOf(1, tag);

/** The first event of every file. */
export const fileVersion = (wallTime: number): Uint8Array =>
  event({ wallTime, step: 0 }).bytesOf(3, "brain.Event:2").toBytes();

/** Tells readers to drop the events of earlier files from this step on. */
export const sessionStart = (moment: Moment): Uint8Array =>
  event(moment).bytesOf(7, new Message().varint(1, 1)).toBytes();

/** Numbers by tag. */
export const scalars = (moment: Moment, values: Readonly<Record<string, number>>): Uint8Array =>
  summary(
    moment,
    Object.entries(values).map(([tag, value]) => tagged(tag).float(2, value)),
  );

/**
 * PNG files by tag.
 *
 * @throws {TypeError} where an image is not a PNG file.
 */
export const images = (moment: Moment, files: Readonly<Record<string, Uint8Array>>): Uint8Array =>
  summary(
    moment,
    Object.entries(files).map(([tag, png]) => {
      const { width, height } = pngSize(tag, png);
      const image = new Message().varint(1, height).varint(2, width).varint(3, 3).bytesOf(4, png);
      return tagged(tag).bytesOf(4, image);
    }),
  );

/** Distributions by tag. */
export const histograms = (moment: Moment, values: Readonly<Record<string, Float32Array>>): Uint8Array =>
  summary(
    moment,
    Object.entries(values).map(([tag, numbers]) => {
      const { minimum, maximum, count, sum, squares, limits, counts } = histogramOf(numbers);
      const message = new Message()
        .double(1, minimum)
        .double(2, maximum)
        .double(3, count)
        .double(4, sum)
        .double(5, squares)
        .bytesOf(6, limits)
        .bytesOf(7, counts);
      return tagged(tag).bytesOf(5, message);
    }),
  );

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

function pngSize(tag: string, png: Uint8Array): { width: number; height: number } {
  if (png.length < 24 || signature.some((byte, i) => png[i] !== byte)) {
    throw new TypeError(
      `Expected image "${tag}" of tensorBoard to be the bytes of a PNG file, got other bytes`,
    );
  }
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}
