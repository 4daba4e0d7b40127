import type { Size } from "@faceseg/image";
import type { Ports } from "@faceseg/onnx/run";

/** How an ONNX file takes images. */
export interface InputPort extends Size {
  /** Its name in the file. */
  readonly name: string;
  /** Whether it is [batch, 3, height, width]. */
  readonly channelsFirst: boolean;
  /** The only batch size that it takes; undefined: any. */
  readonly batch: number | undefined;
}

/**
 * The one input of an ONNX file that segments RGB images.
 *
 * @throws {TypeError} where the file has another number of inputs, or one of another kind.
 */
export function inputPort(ports: Ports): InputPort {
  const [entry, ...others] = Object.entries(ports);
  const found = Object.entries(ports).map(
    ([name, { shape, dtype }]) => `${name}: ${dtype} [${shape.join(", ")}]`,
  );
  const expected =
    "Expected an ONNX model with one float32 input [batch, height, width, 3] or [batch, 3, height, width]";
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

/** How an ONNX file gives its result. */
export interface OutputPort {
  /** Its name in the file. */
  readonly name: string;
  /** Whether it gives class ids instead of a score for each class. */
  readonly givesIds: boolean;
  /** Whether it is [batch, classes, height, width]. */
  readonly channelsFirst: boolean;
  /** Number of classes; undefined for ids, or where the file does not say. */
  readonly numClasses: number | undefined;
  /** Width and height; undefined where the file does not say. */
  readonly size: Size | undefined;
}

/** Outputs of these names come before others. */
const preferred = ["probabilities", "softmax", "logits", "labels"];

/**
 * The output with scores, or an id, for every pixel.
 *
 * @throws {TypeError} where there is none, or neither its size nor its number of classes is fixed.
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
  const [name, { shape }] = entry;
  const givesIds = shape.length === 3;
  const classes = givesIds ? undefined : shape[channelsFirst ? 1 : 3];
  const [height, width] = channelsFirst && !givesIds ? shape.slice(2) : shape.slice(1);
  const size = typeof height === "number" && typeof width === "number" ? { width, height } : undefined;
  const numClasses = typeof classes === "number" ? classes : undefined;
  if (!size && !givesIds && numClasses === undefined) {
    throw new TypeError(
      `Expected output ${name} of the ONNX model to have a fixed size or number of classes, got [${shape.join(", ")}]`,
    );
  }
  return { name, givesIds, channelsFirst, numClasses, size };
}
