import { type Port, type Ports, portsOf } from "./ports.ts";
import { loadRuntime, type OnnxRuntime, type OrtSession, type RuntimeName } from "./runtime.ts";

/** What goes into and comes out of a session. */
export type TensorData = Float32Array | Int32Array | Uint8Array | BigInt64Array;

/** An execution provider of ONNX Runtime: its name, or the name with options, as `{ name: "cuda", deviceId: 1 }`. */
export type ExecutionProvider =
  | string
  | {
      /** Its name. */
      readonly name: string;
      /** Its options. */
      readonly [option: string]: unknown;
    };

/** How a graph is run. */
export interface SessionOptions {
  /** The package that runs it. @default onnxruntime-node where it is installed, else onnxruntime-web */
  readonly runtime?: RuntimeName;
  /** Threads inside an operation; in onnxruntime-web the first session settles it. @default ONNX Runtime's choice */
  readonly threads?: number;
  /** ONNX Runtime's execution providers, first choice first. @default ["cpu"], in onnxruntime-web ["wasm"] */
  readonly executionProviders?: readonly ExecutionProvider[];
  /**
   * ONNX Runtime's graph optimization: "all" may rewrite convolutions with constant filters to its own blocked form,
   * "extended" keeps convolutions as they are in the graph.
   * @default "extended"
   */
  readonly optimization?: "extended" | "all";
}

/** WebAssembly is started once, with the threads of the first session. */
let wasmStarted = false;

/** A graph loaded into ONNX Runtime, run on typed arrays. */
export class Session {
  /** The package that runs the graph. */
  readonly runtime: RuntimeName;
  /** Shapes and element types of its inputs, by name. */
  readonly inputs: Ports;
  /** Shapes and element types of its outputs, by name. */
  readonly outputs: Ports;
  private readonly ort: OnnxRuntime;
  private readonly session: OrtSession;

  private constructor(
    ort: OnnxRuntime,
    session: OrtSession,
    runtime: RuntimeName,
    inputs: Ports,
    outputs: Ports,
  ) {
    this.ort = ort;
    this.session = session;
    this.runtime = runtime;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /**
   * Loads an ONNX file; without ports they are read from it. Users call `createSession` or `compile`.
   *
   * @internal
   */
  static async create(
    model: Uint8Array | string,
    inputs: Ports | undefined,
    outputs: Ports | undefined,
    { runtime, threads, executionProviders, optimization = "extended" }: SessionOptions = {},
  ): Promise<Session> {
    const { name, ort } = await loadRuntime(runtime);
    // Never left to ONNX Runtime: both packages share one registry, and "web" would run on "node" where both are loaded.
    const providers = executionProviders ?? [name === "onnxruntime-web" ? "wasm" : "cpu"];
    if (name === "onnxruntime-web" && !wasmStarted) {
      if (threads !== undefined) ort.env.wasm.numThreads = threads;
      wasmStarted = true;
    }
    const session = await ort.InferenceSession.create(model, {
      executionProviders: [...providers],
      graphOptimizationLevel: optimization,
      enableMemPattern: false, // costs up to a GB at training sizes
      ...(threads !== undefined && { intraOpNumThreads: threads }),
    });
    const [given, made] = [
      inputs ?? portsOf(session.inputMetadata),
      outputs ?? portsOf(session.outputMetadata),
    ];
    return new Session(ort, session, name, given, made);
  }

  /**
   * Runs the graph once.
   *
   * @param feeds One array for each input.
   * @param into Arrays to write outputs into, by name; only onnxruntime-node uses them. They must not be among `feeds`.
   * @returns One array for each output: those of `into` where they were used.
   * @throws {RangeError} where an input is missing or has another number of elements.
   */
  async run(
    feeds: Readonly<Record<string, TensorData>>,
    into: Readonly<Record<string, TensorData>> = {},
  ): Promise<Record<string, TensorData>> {
    const tensors = Object.entries(this.inputs).map(([name, port]) => [
      name,
      this.tensor(`feeds.${name}`, port, feeds[name]),
    ]);
    // onnxruntime-web returns preallocated outputs unwritten.
    const fixed = this.runtime === "onnxruntime-node" ? into : {};
    const fetches = Object.entries(this.outputs).map(([name, port]) => {
      const data = fixed[name];
      return [name, data ? this.tensor(`into.${name}`, port, data) : null];
    });
    const results = await this.session.run(Object.fromEntries(tensors), Object.fromEntries(fetches));
    const names = Object.keys(this.outputs);
    return Object.fromEntries(
      names.map((name) => [name, fixed[name] ?? (results[name]?.data as TensorData)]),
    );
  }

  /** Frees the session's memory. */
  async dispose(): Promise<void> {
    await this.session.release();
  }

  private tensor(argument: string, { shape, dtype }: Port, data: TensorData | undefined) {
    const free = shape.filter((size) => typeof size === "string").length;
    const fixed = shape.reduce<number>((n, size) => (typeof size === "string" ? n : n * size), 1);
    const rest = (data?.length ?? 0) / fixed;
    if (!data || free > 1 || (free === 0 ? rest !== 1 : !(Number.isInteger(rest) && rest > 0))) {
      const found = data ? `${data.length}` : "nothing";
      const elements = free === 0 ? `${fixed} elements` : `a multiple of ${fixed} elements`;
      throw new RangeError(`Expected \`${argument}\` to have ${elements} (shape [${shape}]), got ${found}`);
    }
    return new this.ort.Tensor(
      dtype,
      data,
      shape.map((size) => (typeof size === "string" ? rest : size)),
    );
  }
}
