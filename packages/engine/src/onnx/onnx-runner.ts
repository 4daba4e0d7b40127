import type { Size } from "@faceseg/image";
import type { LoadedModel } from "@faceseg/model-files";
import { createSession, type Session, type SessionOptions } from "@faceseg/onnx/run";
import type { Engine } from "../engines/engine.ts";
import { checkedIds, highestIds, oneHot } from "../predictor/class-ids.ts";
import type { PredictorOptions } from "../predictor/predictor.ts";
import type { Runner } from "../predictor/runner.ts";
import { channelsFirst, channelsLast } from "./channel-order.ts";
import { outputOperator } from "./output-operator.ts";
import { inputPort, outputPort } from "./ports.ts";
import { isDistribution, softmax } from "./softmax.ts";

/**
 * Runs an ONNX file on ONNX Runtime.
 *
 * @throws {TypeError} where it does not segment RGB images.
 * @throws {RangeError} where it gives ids only and nothing says how many classes there are.
 */
export async function onnxRunner(
  { bytes, metadata }: Extract<LoadedModel, { readonly kind: "onnx" }>,
  options: PredictorOptions,
  engine: Engine,
): Promise<Runner> {
  const session = await createSession(bytes, sessionOf(engine));
  try {
    const named = options.numClasses ?? metadata.classes?.length;
    return await sessionRunner(session, named, (output) => outputOperator(bytes, output));
  } catch (error) {
    await session.dispose();
    throw error;
  }
}

function sessionOf(engine: Engine): SessionOptions {
  if (engine.kind === "compiled") return engine.session;
  throw new TypeError(`Engine "${engine.chosen.name}" runs no ONNX files`);
}

async function sessionRunner(
  session: Session,
  named: number | undefined,
  operatorOf: (output: string) => string | undefined,
): Promise<Runner> {
  const input = inputPort(session.inputs);
  const output = outputPort(session.outputs, input);
  const { width, height } = input;
  const isNormalized = normalizing(operatorOf(output.name));
  const outputOf = async (images: Float32Array, count: number) => {
    const feeds = input.channelsFirst ? channelsFirst(images, count, 3) : images;
    return (await session.run({ [input.name]: feeds }))[output.name] as Float32Array;
  };
  const numClasses = output.givesIds
    ? knownClasses(named)
    : (output.numClasses ?? (await countClasses(outputOf, input, output.size as Size)));
  const idsOf = async (images: Float32Array, count: number) =>
    checkedIds(await outputOf(images, count), numClasses);
  const scoresOf = async (images: Float32Array, count: number) => {
    const data = await outputOf(images, count);
    return output.channelsFirst ? channelsLast(data, count, numClasses) : data.slice();
  };
  /** By the file or, where it leaves the size open, by the number of pixels. */
  const sizeOf = (pixels: number): Size => {
    if (output.size) return output.size;
    const scale = Math.sqrt(pixels / (width * height));
    return { width: Math.round(width * scale), height: Math.round(height * scale) };
  };
  return {
    inputSize: { width, height },
    numClasses,
    fixedBatch: input.batch,
    ids: async (images, count) =>
      output.givesIds ? idsOf(images, count) : highestIds(await scoresOf(images, count), numClasses),
    async probabilities(images, count) {
      const data = output.givesIds
        ? oneHot(await idsOf(images, count), numClasses)
        : toProbabilities(await scoresOf(images, count), numClasses, isNormalized);
      return { ...sizeOf(data.length / numClasses / count), numClasses, data };
    },
    dispose: () => session.dispose(),
  };
}

/** Operators that certainly give logits. */
const linear = ["BatchNormalization", "Conv", "ConvTranspose", "Gemm", "MatMul"];

/** Whether an operator gives probabilities; undefined where it does not tell. */
function normalizing(operator: string | undefined): boolean | undefined {
  if (operator === "Softmax") return true;
  return operator !== undefined && linear.includes(operator) ? false : undefined;
}

/** Only where the graph does not tell, the numbers themselves do. */
const toProbabilities = (
  scores: Float32Array,
  numClasses: number,
  isNormalized: boolean | undefined,
): Float32Array =>
  (isNormalized ?? isDistribution(scores, numClasses)) ? scores : softmax(scores, numClasses);

function knownClasses(named: number | undefined): number {
  if (named !== undefined) return named;
  throw new RangeError(
    "Expected `numClasses`, because the model gives class ids and its file does not name the classes",
  );
}

/** Counts the scores of a pixel in the output for a black image. */
async function countClasses(
  outputOf: (images: Float32Array, count: number) => Promise<Float32Array>,
  input: { readonly width: number; readonly height: number; readonly batch: number | undefined },
  size: Size,
): Promise<number> {
  const { batch = 1 } = input;
  const scores = await outputOf(new Float32Array(batch * input.width * input.height * 3), batch);
  return scores.length / (batch * size.width * size.height);
}
