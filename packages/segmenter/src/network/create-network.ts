import type { LoadedModel, ModelMetadata } from "@faceseg/model-files";
import { RuntimeMissingError } from "@faceseg/onnx/run";
import type { EngineOptions, Network } from "./network.ts";
import { onnxNetwork } from "./onnx-network.ts";
import { layersInput, tfjsNetwork } from "./tfjs-network.ts";

const engines = ["auto", "onnxruntime", "onnxruntime-web", "tfjs"];

/**
 * Makes a loaded model ready to run: layers models are exported to ONNX once, or run on TensorFlow.js where no ONNX
 * Runtime is installed. Frees the model when it is not needed any more.
 *
 * @throws {RangeError} for an unknown engine.
 */
export async function createNetwork(
  loaded: LoadedModel,
  metadata: ModelMetadata,
  options: EngineOptions,
  labels: number,
): Promise<Network> {
  const { engine = "auto" } = options;
  if (!engines.includes(engine)) {
    throw new RangeError(
      `Expected \`engine\` to be one of ${engines.join(", ")}, got ${JSON.stringify(engine)}`,
    );
  }
  if (loaded.kind === "onnx") return onnxNetwork(loaded.bytes, metadata, options, labels);
  const { model, dispose } = loaded;
  try {
    if (engine === "tfjs") return await tfjsNetwork(model, options, "asked for; ", dispose);
    const { height, width } = layersInput(model, options);
    const { exportOnnx } = await import("@faceseg/onnx");
    const bytes = exportOnnx(model, { inputShape: [height, width, 3], outputName: "probabilities" });
    const network = await onnxNetwork(bytes, metadata, options, labels);
    dispose();
    return network;
  } catch (error) {
    if (engine !== "auto" || !(error instanceof RuntimeMissingError)) {
      dispose();
      throw error;
    }
    return tfjsNetwork(model, options, `${error.message}; `, dispose);
  }
}
