import { type Size, toSize } from "@faceseg/image";
import type { ModelMetadata } from "@faceseg/model-files";
import type { InputOptions } from "../predictor/predictor.ts";
import { sizeOfInput } from "../predictor/size-of-input.ts";
import { type GraphPort, shownPort } from "./open-graph.ts";

/** How an ONNX file takes images. */
export interface InputPort {
  /** Whether it is [batch, 3, height, width]. */
  readonly channelsFirst: boolean;
  /** The only batch size that it takes; undefined: any. */
  readonly batch: number | undefined;
  /** Width and height in pixels. */
  readonly size: Size;
}

/**
 * How the one input of an ONNX file takes RGB images.
 *
 * @throws {TypeError} where the file has another number of inputs, or one of another kind.
 * @throws {RangeError} where the file leaves its layout or size open and nothing tells it.
 */
export function inputPort(
  ports: readonly GraphPort[],
  { inputLayout, inputSize }: InputOptions,
  notes: ModelMetadata,
): InputPort {
  const [port, ...others] = ports;
  const found = ports.map(shownPort).join("; ");
  const expected =
    "Expected an ONNX model with one float32 input [batch, height, width, 3] or [batch, 3, height, width]";
  if (!port || others.length > 0) throw new TypeError(`${expected}, got ${found || "none"}`);
  const { type, shape } = port;
  const possible = type === "float32" && shape.length === 4 ? layoutsOf(shape) : [];
  const legal = possible.filter((layout) => inputLayout === undefined || layout === inputLayout);
  const [layout, ...more] = legal;
  if (layout === undefined) {
    const told = possible.length > 0 ? `; \`inputLayout\` is "${inputLayout}"` : "";
    throw new TypeError(`${expected}, got ${found}${told}`);
  }
  if (more.length > 0) {
    const list = legal.map((one) => `"${one}"`).join(" or ");
    throw new RangeError(
      `Expected \`inputLayout\`, because the input of the ONNX model, ${found}, can be ${list}`,
    );
  }
  const channelsFirst = layout === "channels-first";
  const [height, width] = channelsFirst ? [shape[2], shape[3]] : [shape[1], shape[2]];
  const given = inputSize === undefined ? undefined : toSize(inputSize);
  const size = sizeOfInput({ width: fixed(width), height: fixed(height) }, given, notes.inputSize);
  return { channelsFirst, batch: fixed(shape[0]), size };
}

/** The layouts that a shape can have. An open length is one of the channels only where no other is 3. */
function layoutsOf(shape: readonly (number | string)[]): Exclude<InputOptions["inputLayout"], undefined>[] {
  const layouts = ["channels-first", "channels-last"] as const;
  const channels = (layout: (typeof layouts)[number]) => fixed(shape[layout === "channels-first" ? 1 : 3]);
  const certain = layouts.filter((layout) => channels(layout) === 3);
  return certain.length > 0 ? certain : layouts.filter((layout) => channels(layout) === undefined);
}

const fixed = (size: number | string | undefined): number | undefined =>
  typeof size === "number" && size > 0 ? size : undefined;
