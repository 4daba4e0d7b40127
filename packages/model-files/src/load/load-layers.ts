import { parseMetadata } from "../notes/metadata.ts";
import type { ArtifactsLike, Files, LayersModelLike, LoadedModel } from "./model-source.ts";

interface Disposable {
  dispose(): unknown;
}

/** A model that is made here and freed when its segmenter has what it needs. */
const owned = (model: LayersModelLike & Disposable): LoadedModel => ({
  ...borrowed(model),
  dispose: () => void model.dispose(),
});

/** A model that stays the caller's. */
export function borrowed(model: LayersModelLike): LoadedModel & { kind: "layers" } {
  const notes = model.getUserDefinedMetadata?.() ?? {};
  return {
    kind: "layers",
    model,
    metadata: parseMetadata(notes as Record<string, unknown>),
    dispose: () => {},
  };
}

/** A model in TensorFlow.js's own form. */
export async function fromArtifacts(artifacts: ArtifactsLike): Promise<LoadedModel> {
  // Registers the layers that TensorFlow.js lacks, which the networks of this project have.
  const backbones = await import("@faceseg/backbones").catch(orNone("@faceseg/backbones"));
  const { loadLayersModel } = required(
    await import("@tensorflow/tfjs-layers").catch(orNone("@tensorflow/tfjs-layers")),
    "@tensorflow/tfjs-layers",
    "a TensorFlow.js model",
  );
  const { io } = await import("@tensorflow/tfjs-core");
  try {
    return owned(
      await loadLayersModel(io.fromMemory(artifacts as Parameters<typeof io.fromMemory>[0] & object)),
    );
  } catch (cause) {
    const hint = backbones ? "" : "; for networks of @faceseg: npm install @faceseg/backbones";
    throw new Error(`Expected a layers model of TensorFlow.js: ${(cause as Error).message}${hint}`, {
      cause,
    });
  }
}

/** A TensorFlow.js `model.json`, with its weights beside it. */
export async function fromModelJson(text: string, address: string, files: Files): Promise<LoadedModel> {
  const json = parse(text, address);
  const groups = json.weightsManifest;
  const shards = await Promise.all(
    groups
      .flatMap(({ paths }) => paths)
      .map(async (path) => (await files.read(files.beside(address, path))).bytes),
  );
  return fromArtifacts({
    modelTopology: json.modelTopology,
    weightSpecs: groups.flatMap(({ weights }) => weights),
    weightData: await new Blob(shards as BlobPart[]).arrayBuffer(),
    ...(json.userDefinedMetadata !== undefined && { userDefinedMetadata: json.userDefinedMetadata }),
  });
}

interface ModelJson {
  readonly modelTopology: unknown;
  readonly userDefinedMetadata?: unknown;
  readonly weightsManifest: readonly { readonly paths: string[]; readonly weights: unknown[] }[];
}

function parse(text: string, address: string): ModelJson {
  let json: Partial<ModelJson> | null = null;
  try {
    json = JSON.parse(text);
  } catch {
    // Refused below.
  }
  if (!json?.modelTopology || !Array.isArray(json.weightsManifest)) {
    throw new Error(
      `Expected ${address} to have \`modelTopology\` and \`weightsManifest\`, as tfjs's layers models do`,
    );
  }
  return json as ModelJson;
}

/** A `.keras` or `.h5` file. */
export async function fromKeras(bytes: Uint8Array): Promise<LoadedModel> {
  const { loadKeras } = required(
    await import("@faceseg/model-files").catch(orNone("@faceseg/model-files")),
    "@faceseg/model-files",
    "a Keras file",
  );
  return owned(await loadKeras(bytes));
}

function required<T>(module: T | undefined, name: string, what: string): T {
  if (!module) throw new Error(`Reading ${what} needs ${name}; npm install ${name}`);
  return module;
}

/**
 * Gives undefined in the place of a package that is not installed. It must stand behind the import itself: bundlers pass
 * by a missing package only where its import is seen to be caught.
 */
const orNone =
  (name: string) =>
  (error: Error & { code?: string }): undefined => {
    const { code, message } = error;
    const isNotFound = code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND";
    // Browsers throw a TypeError for a name that they cannot look up; Vite puts a stub in its place.
    const isBundled = error instanceof TypeError || message.startsWith("Could not resolve");
    if ((isNotFound || isBundled) && message.includes(name)) return undefined;
    throw error;
  };
