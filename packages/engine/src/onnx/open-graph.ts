import { loadRuntime, type SessionOptions } from "@faceseg/onnx/run";

/** An input or output of a graph, as ONNX Runtime tells it. */
export interface GraphPort {
  /** Its name. */
  readonly name: string;
  /** Element type of a tensor, such as "float32"; undefined for what is no tensor. */
  readonly type: string | undefined;
  /** Sizes of its dimensions; a text where they are open. */
  readonly shape: readonly (number | string)[];
}

/** A tensor that a graph gave. */
export interface GraphTensor {
  /** Its elements. */
  readonly data: ArrayLike<number | bigint>;
  /** Sizes of its dimensions. */
  readonly shape: readonly number[];
}

/**
 * A graph on ONNX Runtime. Unlike a `Session` of `@faceseg/onnx` it keeps the order of the outputs, leaves any number of
 * dimensions open, and tells the shapes of results.
 */
export interface OpenGraph {
  /** Its inputs, in the graph's order. */
  readonly inputs: readonly GraphPort[];
  /** Its outputs, in the graph's order. */
  readonly outputs: readonly GraphPort[];
  /** Feeds its input, and fetches outputs. */
  run(input: Float32Array, shape: readonly number[], outputs: readonly string[]): Promise<GraphTensor[]>;
  /** Frees its memory. */
  dispose(): Promise<void>;
}

/** Loads an ONNX file of one input. */
export async function openGraph(onnx: Uint8Array, options: SessionOptions): Promise<OpenGraph> {
  const { ort } = await loadRuntime(options.runtime);
  const session = await ort.InferenceSession.create(onnx, {
    executionProviders: [...(options.executionProviders ?? [])],
    graphOptimizationLevel: "all",
    enableMemPattern: false, // as sessions of `@faceseg/onnx` have it
    ...(options.threads !== undefined && { intraOpNumThreads: options.threads }),
  });
  const port = ({ name, type, shape = [] }: (typeof session.inputMetadata)[number]): GraphPort => ({
    name,
    type,
    shape: shape.map((size) => (typeof size === "string" ? size || "?" : size >= 0 ? size : "?")),
  });
  const inputs = session.inputMetadata.map(port);
  return {
    inputs,
    outputs: session.outputMetadata.map(port),
    async run(input, shape, outputs) {
      const feeds = { [inputs[0]?.name ?? ""]: new ort.Tensor("float32", input, shape) };
      const results = await session.run(feeds, Object.fromEntries(outputs.map((name) => [name, null])));
      return outputs.map((name) => {
        const { data, dims = [] } = results[name] ?? {};
        return { data: data as GraphTensor["data"], shape: dims };
      });
    },
    dispose: () => session.release(),
  };
}

/** A port as an error message shows it. */
export const shownPort = ({ name, type, shape }: GraphPort): string =>
  `${name}: ${type ?? "no tensor"} [${shape.join(", ")}]`;
