import { OnnxBuilder } from "../onnx/builder.ts";
import { loadRuntime, type RuntimeName } from "./runtime.ts";

const known = new Map<RuntimeName, Promise<number>>();

/**
 * How many channels ONNX Runtime's internal convolutions block together on this machine: 16 with AVX-512, 8 with
 * AVX2, 0 where it has none (other processors, WebAssembly).
 *
 * @throws {PackageMissingError} where no ONNX Runtime is installed.
 */
export async function probeChannelBlock(runtime?: RuntimeName): Promise<number> {
  const { name } = await loadRuntime(runtime);
  const known_ = known.get(name) ?? probe(name);
  known.set(name, known_);
  return known_;
}

/** Reorders one pixel of 4 channels: the result has as many channels as a block. */
async function probe(name: RuntimeName): Promise<number> {
  if (name !== "onnxruntime-node") return 0;
  const builder = new OnnxBuilder();
  const x = builder.input({ name: "x", shape: [1, 4, 2, 1], type: "float32" });
  const y = builder.op("ReorderInput", [x], {}, { domain: "com.microsoft.nchwc" });
  builder.output({ name: "y", shape: [1, "channels", 2, 1], type: "float32" }, y);
  const { ort } = await loadRuntime(name);
  try {
    const session = await ort.InferenceSession.create(builder.finish());
    const results = await session.run({ x: new ort.Tensor("float32", new Float32Array(8), [1, 4, 2, 1]) });
    await session.release();
    return results["y"]?.dims[1] ?? 0;
  } catch {
    return 0; // this build of ONNX Runtime has no such operator
  }
}
