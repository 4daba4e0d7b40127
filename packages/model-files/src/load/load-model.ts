import { parseMetadata } from "../notes/metadata.ts";
import { onnxNotes } from "../notes/onnx-notes.ts";
import { borrowed, fromArtifacts, fromKeras, fromModelJson } from "./load-layers.ts";
import type { Files, LayersModelLike, LoadedModel, ModelSource } from "./model-source.ts";

/**
 * Loads a model of any kind; files are told by their first bytes, not by their names.
 *
 * @throws {TypeError} for what is no model.
 */
export async function loadModel(source: ModelSource, files: Files): Promise<LoadedModel> {
  if (typeof source === "string" || source instanceof URL) {
    const { bytes, address } = await files.read(source);
    try {
      return await fromBytes(bytes, address, files);
    } catch (cause) {
      const { message } = cause as Error;
      throw message.includes(address) ? cause : new Error(`${address}: ${message}`, { cause });
    }
  }
  if (source instanceof Uint8Array) return fromBytes(source, undefined, files);
  if (Object.prototype.toString.call(source) === "[object ArrayBuffer]") {
    return fromBytes(new Uint8Array(source as ArrayBuffer), undefined, files);
  }
  if (typeof source === "object" && source !== null) {
    if ("apply" in source && "inputs" in source) return borrowed(source as LayersModelLike);
    if ("modelTopology" in source) return fromArtifacts(source);
  }
  throw new TypeError(
    "Expected `model` to be a tf.LayersModel, the URL or bytes of an .onnx, .keras or .h5 file, the URL of a " +
      `TensorFlow.js model.json, or its artifacts, got ${Object.prototype.toString.call(source).slice(8, -1)}`,
  );
}

async function fromBytes(bytes: Uint8Array, address: string | undefined, files: Files): Promise<LoadedModel> {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 8));
  if (start.startsWith("PK\u0003\u0004") || start.startsWith("\u0089HDF")) return fromKeras(bytes);
  if (start.trimStart().startsWith("{")) {
    if (address === undefined) {
      throw new TypeError("Expected the URL of a model.json, as its weights lie beside it, got its bytes");
    }
    return fromModelJson(new TextDecoder().decode(bytes), address, files);
  }
  // A page of text, such as a server's answer for a missing file, starts like this.
  if (bytes.length === 0 || start.trimStart().startsWith("<")) {
    throw new TypeError(
      `Expected an .onnx, .keras, .h5 or model.json file, got ${bytes.length === 0 ? "no bytes" : "HTML"}`,
    );
  }
  return { kind: "onnx", bytes, metadata: parseMetadata(onnxNotes(bytes)) };
}
