import { ModelFileError } from "../errors/model-file-error.ts";
import { checkWeightPath } from "../files/check-weight-path.ts";
import type { Files } from "../files/files.ts";
import { type JsonObject, parseJson, show } from "../json/parse-json.ts";
import { huggingFaceNotes } from "../notes/hugging-face.ts";
import type { ModelMetadata } from "../notes/model-metadata.ts";
import { parseMetadata } from "../notes/parse-metadata.ts";
import { externalFiles, withExternalWeights } from "../onnx/external-weights.ts";
import { onnxNotes } from "../onnx/onnx-notes.ts";
import type { LoadedOnnx } from "./model-source.ts";

/** Protobuf, and so ONNX, ends at 2 GiB. */
const maxBytes = 2 ** 31;
const maxJsonBytes = 2 ** 25;

/**
 * An ONNX file with its weights and its notes. Weights in other files of its folder are put into it. Where it has no notes of
 * ours, Hugging Face's `config.json` and `preprocessor_config.json` beside it are read instead.
 *
 * @param address Where it lies; undefined for bytes alone.
 * @throws {ModelFileError} for bytes that are not protobuf, weights that cannot be reached or lie outside the folder, and
 *   notes that are not what they must be.
 */
export async function loadOnnx(
  bytes: Uint8Array,
  address: string | undefined,
  files: Files,
): Promise<LoadedOnnx> {
  const whole = await withItsWeights(bytes, address, files);
  const own = parseMetadata(onnxNotes(bytes));
  const isSilent = Object.keys(own).length === 0 && address !== undefined;
  const metadata = isSilent ? await notesBeside(address, files) : own;
  return { kind: "onnx", bytes: whole, metadata };
}

async function withItsWeights(
  bytes: Uint8Array,
  address: string | undefined,
  files: Files,
): Promise<Uint8Array> {
  const paths = externalFiles(bytes);
  const [first] = paths;
  if (first === undefined) return bytes;
  if (address === undefined) {
    throw new ModelFileError(
      `Expected an ONNX file with its weights in it, found weights in ${show(first)}; give its path or URL, not its bytes`,
    );
  }
  const weights = new Map<string, Uint8Array>();
  let left = maxBytes - bytes.length;
  for (const path of paths) {
    checkWeightPath(path);
    const content = await files.read(files.beside(address, path), { maxBytes: left });
    weights.set(path, content);
    left -= content.length;
  }
  return withExternalWeights(bytes, weights);
}

async function notesBeside(address: string, files: Files): Promise<ModelMetadata> {
  const read = async (name: string): Promise<JsonObject | undefined> => {
    const found = await files.nearby?.(address, name, { maxBytes: maxJsonBytes });
    if (!found) return undefined;
    try {
      return parseJson(new TextDecoder().decode(found.bytes), name);
    } catch (cause) {
      throw new ModelFileError((cause as Error).message, { file: found.address, cause });
    }
  };
  const [config, preprocessor] = [await read("config.json"), await read("preprocessor_config.json")];
  return parseMetadata({ ...huggingFaceNotes({ config, preprocessor }) });
}
