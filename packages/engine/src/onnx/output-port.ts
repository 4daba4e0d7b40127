import type { Size } from "@faceseg/image";
import type { OutputOptions } from "../predictor/predictor.ts";
import { chooseReading } from "../scores/choose-reading.ts";
import { type Meaning, type ScoreMeaning, scoreMeaning } from "../scores/meaning.ts";
import type { Reading } from "../scores/reading.ts";
import { type GraphPort, shownPort } from "./open-graph.ts";

/** How an ONNX file gives its result. */
export interface OutputPort {
  /** Its name in the file. */
  readonly name: string;
  /** Its shape, without the batch. */
  readonly shape: readonly number[];
  /** How its shape is read. */
  readonly reading: Reading;
  /** What its numbers are; undefined: they tell themselves. */
  readonly meaning: ScoreMeaning | "ids" | undefined;
  /** Number of classes where the output is enough to know: of scores, and of a mask of one class. */
  readonly numClasses: number | undefined;
}

/** An output whose shape is known. */
export interface SizedPort extends GraphPort {
  /** All of its dimensions. */
  readonly shape: readonly number[];
}

/** Outputs of these names come before others. */
const preferred = ["probabilities", "softmax", "logits", "labels"];
const floats = ["float32", "float64"];
const integers = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "bool"];

/**
 * The output with scores, or an id, for every pixel, and how it is read: the one that the options name; else one with a
 * well-known name; else the first of floats, then the first of integers, in the graph's own order. Outputs that cannot be
 * for pixels, such as a list of features, are passed over.
 *
 * @throws {TypeError} where there is none.
 * @throws {RangeError} for a name that no output has, and where the output can be read in several ways.
 */
export function outputPort(
  ports: readonly SizedPort[],
  input: Size,
  options: OutputOptions,
  meaningOf: (output: string) => Meaning | undefined,
): OutputPort {
  const { output } = options;
  if (output !== undefined) {
    const port = ports.find(({ name }) => name === output);
    if (port) return readPort(port, input, options, meaningOf(output));
    const names = ports.map(({ name }) => JSON.stringify(name)).join(", ");
    throw new RangeError(`Expected \`output\` to be one of ${names}, got ${JSON.stringify(output)}`);
  }
  let failure: TypeError | undefined;
  for (const port of inOrder(ports)) {
    try {
      return readPort(port, input, options, meaningOf(port.name));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      failure ??= error;
    }
  }
  const found = ports.map(shownPort).join("; ");
  throw failure && ports.length === 1
    ? failure
    : new TypeError(
        `Expected an ONNX model with an output of a number for each pixel of ${input.width} x ${input.height}, got ${found}`,
      );
}

function inOrder(ports: readonly SizedPort[]): SizedPort[] {
  const rank = ({ name, type = "" }: SizedPort): number => {
    const known = preferred.indexOf(name);
    return known >= 0 ? known : preferred.length + (integers.includes(type) ? 1 : 0);
  };
  return ports.toSorted((a, b) => rank(a) - rank(b));
}

function readPort(
  port: SizedPort,
  input: Size,
  options: OutputOptions,
  told: Meaning | undefined,
): OutputPort {
  const { name, type = "" } = port;
  if (![...floats, ...integers].includes(type)) {
    throw new TypeError(
      `Expected output ${name} of the ONNX model to be of ${floats.join(" or ")}, or of integers, got ${shownPort(port)}`,
    );
  }
  const meaning = integers.includes(type) && told !== "mask" ? (type === "bool" ? "mask" : "ids") : told;
  const isOfIds = meaning === "ids" || meaning === "mask";
  const givesIds = options.scores === undefined ? isOfIds : options.scores === "ids";
  const shape = port.shape.slice(1);
  const what = `output ${name} of the ONNX model`;
  const reading = chooseReading({ what, shape, givesIds, input }, options);
  const { channels } = reading;
  if (givesIds) {
    return { name, shape, reading, meaning: "ids", numClasses: meaning === "mask" ? 2 : undefined };
  }
  const known = isOfIds ? undefined : (meaning as ScoreMeaning | undefined);
  return {
    name,
    shape,
    reading,
    meaning: scoreMeaning(what, channels, known, options),
    numClasses: channels === 1 ? 2 : channels,
  };
}
