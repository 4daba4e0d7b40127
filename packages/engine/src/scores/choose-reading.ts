import type { Size } from "@faceseg/image";
import type { OutputOptions } from "../predictor/predictor.ts";
import { type Reading, readingsOf } from "./reading.ts";

/** An output whose shape is to be read. */
export interface ReadOutput {
  /** What it is, for messages, such as "output logits of the ONNX model". */
  readonly what: string;
  /** Its shape without the batch. */
  readonly shape: readonly number[];
  /** Whether it has an id for each pixel, not a score for each class. */
  readonly givesIds: boolean;
  /** Size of the network's input. */
  readonly input: Size;
  /** The layout that is right where several are possible. @default none */
  readonly usual?: Reading["layout"];
}

/**
 * The way to read an output's shape: the only one that fits; of several the one that the options tell, or that has as many
 * classes as are known.
 *
 * @throws {TypeError} where none fits.
 * @throws {RangeError} where several fit.
 */
export function chooseReading(
  { what, shape, givesIds, input, usual }: ReadOutput,
  { outputLayout, numClasses }: OutputOptions,
): Reading {
  const fitting = readingsOf(shape, input).filter(
    ({ channels, layout }) =>
      (!givesIds || channels === 1) && (outputLayout === undefined || layout === outputLayout),
  );
  const list = withoutRepetition(fitting);
  const known = list.filter(
    ({ channels }) => channels === numClasses || (channels === 1 && numClasses === 2),
  );
  for (const readings of [list, list.filter(({ layout }) => layout === usual), known]) {
    const [only, ...others] = readings;
    if (only && others.length === 0) return only;
  }
  const size = `${input.width} x ${input.height}`;
  const found = `[${["batch", ...shape].join(", ")}]`;
  if (list.length === 0) {
    const layout = outputLayout === undefined ? "" : `, ${outputLayout},`;
    const number = givesIds ? "an id" : "a score for each class";
    throw new TypeError(
      `Expected ${what} to have ${number}${layout} for each pixel of ${size}, got ${found}`,
    );
  }
  const layouts = list.map(({ layout }) => `"${layout}"`).join(" or ");
  throw new RangeError(
    `Expected \`outputLayout\`, because ${what}, ${found} for ${size} pixels, can be ${layouts}`,
  );
}

/** Readings of one channel are the same where their pixels are. */
const withoutRepetition = (readings: readonly Reading[]): Reading[] =>
  readings.filter(
    (one, at) =>
      one.channels !== 1 ||
      readings.findIndex(
        ({ channels, width, height }) => channels === 1 && width === one.width && height === one.height,
      ) === at,
  );
