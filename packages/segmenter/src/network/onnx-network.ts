import type { ModelMetadata } from "@faceseg/model-files";
import { createSession, loadRuntime, type RuntimeName } from "@faceseg/onnx/run";
import type { EngineOptions, Network, NetworkOutput, RunningEngine } from "./network.ts";
import {
  channelsLast,
  channelsToFront,
  inputPort,
  type OutputPort,
  outputPort,
  outputSize,
} from "./ports.ts";
import { toProbabilities } from "./softmax.ts";
import { withWorkingProvider } from "./working-provider.ts";

/** The runtime that an engine's name stands for. */
const runtimes = { onnxruntime: "onnxruntime-node", "onnxruntime-web": "onnxruntime-web" } as const;

const engineOf = (runtime: RuntimeName): RunningEngine["name"] =>
  runtime === "onnxruntime-node" ? "onnxruntime" : "onnxruntime-web";

/**
 * Runs an ONNX file on ONNX Runtime.
 *
 * @param labels The number of classes of a file that gives ids only.
 * @throws {RuntimeMissingError} where no runtime, or not the one asked for, is installed.
 */
export async function onnxNetwork(
  bytes: Uint8Array,
  { inputRange = [0, 1] }: ModelMetadata,
  { engine = "auto", threads, executionProviders, wasmPaths }: EngineOptions,
  labels: number,
): Promise<Network> {
  if (engine === "tfjs")
    throw new RangeError(
      'Expected `engine` to be "onnxruntime" or "onnxruntime-web" for an ONNX file, got "tfjs"',
    );
  const { name: runtime, ort } = await loadRuntime(engine === "auto" ? undefined : runtimes[engine]);
  if (wasmPaths !== undefined) Object.assign(ort.env.wasm, { wasmPaths });
  const providers = executionProviders ?? [runtime === "onnxruntime-node" ? "cpu" : "wasm"];
  const {
    loaded: session,
    provider,
    passed,
  } = await withWorkingProvider(providers, (one) =>
    createSession(bytes, {
      runtime,
      executionProviders: [one],
      ...(threads !== undefined && { threads }),
    }),
  );
  try {
    const input = inputPort(session.inputs);
    const output = outputPort(session.outputs, input);
    const version = ort.env.versions[runtime === "onnxruntime-node" ? "node" : "web"];
    const asked = engine === "auto" ? "" : "asked for; ";
    return {
      input: { width: input.width, height: input.height },
      classes: output.isLabels ? labels : output.classes,
      maxBatch: input.batch ?? 8,
      engine: {
        name: engineOf(runtime),
        reason: [`${asked}${runtime} ${version} on ${provider}`, ...passed].join("; "),
      },
      async run(images, count) {
        const batch = input.batch ?? count;
        const feeds = prepare(images, batch, inputRange, input);
        const results = await session.run({ [input.name]: feeds });
        const data = results[output.name] as Float32Array;
        const pixels = outputSize(
          session.outputs[output.name] as never,
          output,
          input,
          sizeOf(data, batch, output),
        );
        return { ...pixels, ...answer(data, batch, count, pixels.width * pixels.height, output, labels) };
      },
      dispose: () => session.dispose(),
    };
  } catch (error) {
    await session.dispose();
    throw error;
  }
}

const sizeOf = (data: Float32Array, batch: number, { classes = 1 }: OutputPort) =>
  data.length / batch / classes;

/** Fills a fixed batch, and brings the numbers into the range and the order that the network expects. */
function prepare(
  images: Float32Array,
  batch: number,
  [black, white]: readonly [number, number],
  { width, height, channelsFirst }: { width: number; height: number; channelsFirst: boolean },
): Float32Array {
  const length = batch * width * height * 3;
  let feeds = images;
  if (feeds.length < length) {
    feeds = new Float32Array(length);
    feeds.set(images);
  }
  if (black !== 0 || white !== 1) feeds = feeds.map((value) => black + value * (white - black));
  return channelsFirst ? channelsToFront(feeds, batch, 3) : feeds;
}

function answer(
  data: ArrayLike<number | bigint> & Float32Array,
  batch: number,
  count: number,
  pixels: number,
  { isLabels, channelsFirst, classes }: OutputPort,
  labels: number,
): Pick<NetworkOutput, "classes" | "probabilities"> {
  if (isLabels) return { classes: labels, probabilities: oneHot(data, count * pixels, labels) };
  const channels = classes ?? data.length / batch / pixels;
  const ordered = channelsFirst ? channelsLast(data, batch, channels) : data;
  return {
    classes: channels,
    probabilities: toProbabilities(ordered.slice(0, count * pixels * channels), channels),
  };
}

/** A network that gives ids is sure of all of them. */
function oneHot(ids: ArrayLike<number | bigint>, pixels: number, classes: number): Float32Array {
  const scores = new Float32Array(pixels * classes);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const id = Number(ids[pixel]);
    if (!(id < classes)) {
      throw new RangeError(
        `Expected ids below ${classes}, got ${id} from the model; name its classes with \`classes\``,
      );
    }
    scores[pixel * classes + id] = 1;
  }
  return scores;
}
