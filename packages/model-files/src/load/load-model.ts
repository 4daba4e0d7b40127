import { orMissing, required } from "@faceseg/core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { inFile, ModelFileError } from "../errors/model-file-error.ts";
import type { Files } from "../files/files.ts";
import { fromWeb } from "../files/web-files.ts";
import type { ArtifactsLike } from "../tfjs/artifacts.ts";
import { loadOnnx } from "./load-onnx.ts";
import { metadataOf } from "./metadata-of.ts";
import type { LayersModelLike, LoadedLayers, LoadedModel, ModelSource } from "./model-source.ts";

/** Protobuf, and so ONNX, ends at 2 GiB. */
const maxBytes = 2 ** 31;

/** Options of `loadModel`. */
export interface LoadModelOptions {
  /** Where files come from. @default the web (`fromWeb`); in `@faceseg/model-files/node` the disk and the web */
  readonly files?: Files;
  /**
   * Registers layers that TensorFlow.js lacks. Called before a layers model is built, and only then: models of ONNX do
   * without.
   * @default none
   * @example
   * loadModel("unet.keras", { registerLayers: () => import("@faceseg/backbones") });
   */
  readonly registerLayers?: () => Promise<unknown>;
}

/**
 * Loads a model of any kind. Files are told apart by their first bytes, not by their names. Every model is checked: a
 * file cannot name files outside its own folder, claim memory that it does not fill, or hold weights that are not finite
 * (in an ONNX file they may be; what it predicts then is an error).
 *
 * TensorFlow.js is imported when the first layers model is loaded; ONNX files need none.
 *
 * @throws {ModelFileError} naming the file, for one that is missing, damaged, unsafe or no model.
 * @throws {TypeError} for a `model` that is no model source.
 * @throws {PackageMissingError} for a layers model where TensorFlow.js is not installed.
 * @example
 * const loaded = await loadModel("/models/face.onnx");
 * loaded.kind; //=> "onnx"
 */
export async function loadModel(model: ModelSource, options: LoadModelOptions = {}): Promise<LoadedModel> {
  const { files = fromWeb } = options;
  if (typeof model === "string" || model instanceof URL) {
    const address = await files.resolve(model);
    const bytes = await files.read(address, { maxBytes });
    try {
      return await fromBytes(bytes, address, files, options);
    } catch (error) {
      throw inFile(address, error);
    }
  }
  if (model instanceof Uint8Array) return fromBytes(model, undefined, files, options);
  if (Object.prototype.toString.call(model) === "[object ArrayBuffer]") {
    return fromBytes(new Uint8Array(model as ArrayBuffer), undefined, files, options);
  }
  if (typeof model === "object" && model !== null) {
    if ("apply" in model && "inputs" in model) return borrowed(model as LayersModelLike);
    if ("modelTopology" in model) return fromArtifacts(model, options);
  }
  throw new TypeError(
    "Expected `model` to be a tf.LayersModel, the URL or bytes of an .onnx, .keras or .h5 file, the URL of a " +
      `TensorFlow.js model.json, or its artifacts, got ${Object.prototype.toString.call(model).slice(8, -1)}`,
  );
}

async function fromBytes(
  bytes: Uint8Array,
  address: string | undefined,
  files: Files,
  options: LoadModelOptions,
): Promise<LoadedModel> {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 8));
  if (start.startsWith("PK\u0003\u0004") || start.startsWith("\u0089HDF")) return fromKeras(bytes, options);
  // A page of text, such as a server's answer for a missing file, starts like this.
  if (bytes.length === 0 || start.trimStart().startsWith("<")) {
    const found = bytes.length === 0 ? "no bytes" : "HTML";
    throw new ModelFileError(`Expected an .onnx, .keras, .h5 or model.json file, found ${found}`);
  }
  if (start.trimStart().startsWith("{") || address?.endsWith(".json")) {
    if (address === undefined) {
      throw new ModelFileError(
        "Expected the URL of a model.json, as its weights lie beside it, found its bytes",
      );
    }
    return fromModelJson(bytes, address, files, options);
  }
  return loadOnnx(bytes, address, files);
}

async function fromKeras(bytes: Uint8Array, options: LoadModelOptions): Promise<LoadedLayers> {
  await options.registerLayers?.();
  const { readKeras } = withTensorFlow(
    await import("../keras/read/read-keras.ts").catch(orMissing("@tensorflow/tfjs")),
    "Loading a Keras model",
  );
  return owned(await readKeras(bytes));
}

async function fromModelJson(
  content: Uint8Array,
  address: string,
  files: Files,
  options: LoadModelOptions,
): Promise<LoadedLayers> {
  const { loadModelJson } = await tfjs(options);
  return owned(await loadModelJson(content, address, files));
}

async function fromArtifacts(artifacts: ArtifactsLike, options: LoadModelOptions): Promise<LoadedLayers> {
  const { loadArtifacts } = await tfjs(options);
  return owned(await loadArtifacts(artifacts));
}

async function tfjs({ registerLayers }: LoadModelOptions) {
  await registerLayers?.();
  // Models that came from Keras may have this package's own layers.
  await import("../layers/custom/index.ts").catch(orMissing("@tensorflow/tfjs"));
  return withTensorFlow(
    await import("../tfjs/load-tfjs.ts").catch(orMissing("@tensorflow/tfjs")),
    "Loading a TensorFlow.js model",
  );
}

const withTensorFlow = <T>(module: T | undefined, purpose: string): T =>
  required(module, "@tensorflow/tfjs-core @tensorflow/tfjs-layers", purpose);

/** A model that stays the caller's. */
function borrowed(model: LayersModelLike): LoadedLayers {
  return { kind: "layers", model, metadata: metadataOf(model), dispose: () => {} };
}

function owned(model: LayersModel): LoadedLayers {
  const dispose = () => void model.dispose();
  try {
    return { ...borrowed(model), dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}
