import type { Size } from "@faceseg/image";
import type { OutputOptions } from "../predictor/predictor.ts";
import { chooseReading } from "../scores/choose-reading.ts";
import type { Reading } from "../scores/reading.ts";

/** How the numbers of a layers model's output lie; its size may depend on the input's. */
export interface ScoreLayout extends Pick<Reading, "layout" | "channels"> {
  /** Width and height; undefined where the model leaves them open. */
  readonly size: Size | undefined;
}

/**
 * How an output [batch, height, width, classes] of a layers model is read, or one whose pixels are in a list.
 *
 * @throws {TypeError} where it has no score per class for each pixel.
 */
export function layerReading(
  [, ...shape]: readonly (number | null)[],
  input: Size,
  options: OutputOptions,
): ScoreLayout {
  const channels = shape.at(-1);
  const what = "the output of `model`";
  if (shape.every((length) => length !== null)) {
    // TensorFlow.js and Keras have the classes last.
    const reading = chooseReading({ what, shape, givesIds: false, input, usual: "channels-last" }, options);
    const { layout, width, height } = reading;
    return { layout, channels: reading.channels, size: { width, height } };
  }
  const isOpenMap = shape.length === 3 && typeof channels === "number" && channels > 0;
  if (isOpenMap && (options.outputLayout ?? "channels-last") === "channels-last") {
    return { layout: "channels-last", channels, size: undefined };
  }
  throw new TypeError(
    `Expected ${what} to be [batch, height, width, classes], as it leaves its size open, got [batch, ${shape.map((length) => length ?? "open").join(", ")}]`,
  );
}
