import type { Size } from "@faceseg/image";
import type { Port, Ports } from "@faceseg/onnx/run";

/** How an ONNX file takes pictures. */
export interface InputPort extends Size {
  readonly name: string;
  readonly channelsFirst: boolean;
  /** Undefined: any. */
  readonly batch: number | undefined;
}

/**
 * The one input of an ONNX file that segments RGB pictures.
 *
 * @throws {TypeError} where it has none, or one of another kind.
 */
export function inputPort(ports: Ports): InputPort {
  const [entry, ...others] = Object.entries(ports);
  const found = Object.entries(ports).map(
    ([name, { shape, dtype }]) => `${name}: ${dtype} [${shape.join(", ")}]`,
  );
  const expected = `Expected an ONNX model with one float32 input [batch, height, width, 3] or [batch, 3, height, width]`;
  if (!entry || others.length > 0) throw new TypeError(`${expected}, got ${found.join("; ") || "none"}`);
  const [name, { shape, dtype }] = entry;
  const channelsFirst = shape[3] !== 3 && shape[1] === 3;
  const [height, width] = channelsFirst ? [shape[2], shape[3]] : [shape[1], shape[2]];
  const isRgb = shape.length === 4 && (channelsFirst || shape[3] === 3);
  if (!isRgb || dtype !== "float32" || typeof height !== "number" || typeof width !== "number") {
    const hint = isRgb && dtype === "float32" ? "; its size must be fixed when it is exported" : "";
    throw new TypeError(`${expected}, got ${found.join("; ")}${hint}`);
  }
  const batch = typeof shape[0] === "number" ? shape[0] : undefined;
  return { name, channelsFirst, batch, width, height };
}

/** How an ONNX file gives its answer. */
export interface OutputPort {
  readonly name: string;
  /** Ids instead of a number for each class. */
  readonly isLabels: boolean;
  readonly channelsFirst: boolean;
  /** Undefined: ids, or not told. */
  readonly classes: number | undefined;
}

/** Names of outputs that are taken before others. */
const preferred = ["probabilities", "softmax", "logits", "labels"];

/**
 * The output with a number, or an id, for every pixel.
 *
 * @throws {TypeError} where there is none.
 */
export function outputPort(ports: Ports, { channelsFirst }: InputPort): OutputPort {
  const entries = Object.entries(ports).filter(([, { shape }]) => shape.length === 4 || shape.length === 3);
  const rank = (name: string) => (preferred.indexOf(name) + preferred.length + 1) % (preferred.length + 1);
  const [entry] = entries.sort(([a], [b]) => rank(a) - rank(b));
  if (!entry) {
    const found = Object.entries(ports).map(([name, { shape }]) => `${name} [${shape.join(", ")}]`);
    throw new TypeError(
      `Expected an ONNX model with an output of a number for each pixel, got ${found.join("; ")}`,
    );
  }
  const [name, port] = entry;
  const isLabels = port.shape.length === 3;
  const classes = isLabels ? undefined : port.shape[channelsFirst ? 1 : 3];
  return { name, isLabels, channelsFirst, classes: typeof classes === "number" ? classes : undefined };
}

/** The height and width of an output, by its shape or, where that is open, by the number of its elements. */
export function outputSize(port: Port, { channelsFirst }: OutputPort, input: Size, pixels: number): Size {
  const [height, width] =
    channelsFirst && port.shape.length === 4 ? port.shape.slice(2) : port.shape.slice(1);
  if (typeof height === "number" && typeof width === "number") return { width, height };
  const scale = Math.sqrt(pixels / (input.width * input.height));
  return { width: Math.round(input.width * scale), height: Math.round(input.height * scale) };
}

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
export function channelsToFront(data: Float32Array, batch: number, channels: number): Float32Array {
  return channelsLast(data, batch, data.length / batch / channels);
}
