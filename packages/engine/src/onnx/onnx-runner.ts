import type { LoadedModel, ModelMetadata } from "@faceseg/model-files";
import type { SessionOptions } from "@faceseg/onnx/run";
import type { Engine } from "../engines/engine.ts";
import { checkedIds, oneHot } from "../predictor/class-ids.ts";
import type { PredictorOptions } from "../predictor/predictor.ts";
import type { Runner } from "../predictor/runner.ts";
import { channelsFirst, channelsLast } from "../scores/channel-order.ts";
import { idsFrom, probabilitiesFrom } from "../scores/from-scores.ts";
import { graphNodes } from "./graph-nodes.ts";
import { type InputPort, inputPort } from "./input-port.ts";
import { type OpenGraph, openGraph } from "./open-graph.ts";
import { outputMeaning } from "./output-meaning.ts";
import { type OutputPort, outputPort, type SizedPort } from "./output-port.ts";

/**
 * Runs an ONNX file on ONNX Runtime.
 *
 * @throws {TypeError} where it does not segment RGB images.
 * @throws {RangeError} where it can be read in several ways, or gives ids only and nothing says how many classes there are.
 */
export async function onnxRunner(
  { bytes, metadata }: Extract<LoadedModel, { readonly kind: "onnx" }>,
  options: PredictorOptions,
  engine: Engine,
): Promise<Runner> {
  const graph = await openGraph(bytes, sessionOf(engine));
  try {
    const input = inputPort(graph.inputs, options, metadata);
    const ports = await sizedOutputs(graph, input);
    const known = { ...options, ...numberOfClasses(options, metadata) };
    const nodes = graphNodes(bytes);
    const output = outputPort(ports, input.size, known, (name) => outputMeaning(nodes, name));
    return graphRunner(graph, input, output, output.numClasses ?? needed(known.numClasses));
  } catch (error) {
    await graph.dispose();
    throw error;
  }
}

function sessionOf(engine: Engine): SessionOptions {
  if (engine.kind === "compiled") return engine.session;
  throw new TypeError(`Engine "${engine.chosen.name}" runs no ONNX files`);
}

/** Of the options, else as many as the file names; one name is that of the part, beside which there is a background. */
function numberOfClasses(
  { numClasses }: PredictorOptions,
  { classes }: ModelMetadata,
): { numClasses?: number } {
  const named = classes?.length === 1 ? 2 : classes?.length;
  const count = numClasses ?? named;
  return count === undefined ? {} : { numClasses: count };
}

function needed(numClasses: number | undefined): number {
  if (numClasses !== undefined) return numClasses;
  throw new RangeError(
    "Expected `numClasses` (of a segmenter `classes`), because the model gives class ids and its file does not name them",
  );
}

/** The outputs with their shapes. Where the file leaves one open, the graph runs once on a black image. */
async function sizedOutputs({ outputs, run }: OpenGraph, input: InputPort): Promise<SizedPort[]> {
  const isSized = (shape: readonly (number | string)[]) =>
    shape.length > 0 && shape.slice(1).every((size) => typeof size === "number" && size > 0);
  if (outputs.every(({ shape }) => isSized(shape))) return outputs as SizedPort[];
  const { batch = 1, size } = input;
  const tensors = outputs.filter(({ type }) => type !== undefined);
  const black = new Float32Array(batch * size.width * size.height * 3);
  const names = tensors.map(({ name }) => name);
  const results = await run(black, shapeOf(input, batch), names);
  return tensors.map((port, at) => ({ ...port, shape: results[at]?.shape ?? [] }));
}

const shapeOf = ({ channelsFirst: isFirst, size: { width, height } }: InputPort, count: number): number[] =>
  isFirst ? [count, 3, height, width] : [count, height, width, 3];

function graphRunner(graph: OpenGraph, input: InputPort, output: OutputPort, numClasses: number): Runner {
  const { name, reading, meaning, shape } = output;
  const { width, height, channels } = reading;
  const numbersOf = async (images: Float32Array, count: number) => {
    const feeds = input.channelsFirst ? channelsFirst(images, count, 3) : images;
    const [result] = await graph.run(feeds, shapeOf(input, count), [name]);
    checkShape(name, [count, ...shape], result?.shape ?? []);
    return (result as NonNullable<typeof result>).data;
  };
  /** [pixels, channels], in memory of its own. */
  const scoresOf = async (images: Float32Array, count: number) => {
    const scores = floatsOf(await numbersOf(images, count));
    const isFirst = reading.layout === "channels-first" && channels > 1;
    return isFirst ? channelsLast(scores, count, channels) : scores;
  };
  const idsOf = async (images: Float32Array, count: number) =>
    meaning === "ids"
      ? checkedIds(await numbersOf(images, count), numClasses)
      : idsFrom(await scoresOf(images, count), channels, meaning);
  return {
    inputSize: input.size,
    numClasses,
    fixedBatch: input.batch,
    ids: idsOf,
    probabilities: async (images, count) => ({
      width,
      height,
      numClasses,
      data:
        meaning === "ids"
          ? oneHot(await idsOf(images, count), numClasses)
          : probabilitiesFrom(await scoresOf(images, count), channels, meaning),
    }),
    dispose: () => graph.dispose(),
  };
}

const floatsOf = (data: ArrayLike<number | bigint>): Float32Array =>
  typeof data[0] === "bigint" ? Float32Array.from(data, Number) : new Float32Array(data as ArrayLike<number>);

function checkShape(name: string, expected: readonly number[], found: readonly number[]): void {
  if (found.length === expected.length && found.every((size, at) => size === expected[at])) return;
  throw new RangeError(
    `Expected output ${name} of the ONNX model to be [${expected.join(", ")}], got [${found.join(", ")}]`,
  );
}
