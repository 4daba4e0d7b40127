import { parseMetadata } from "./metadata.ts";
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
  const backbones = await optional(() => import("@faceseg/backbones"), "@faceseg/backbones");
  const { loadLayersModel } = await required(
    () => import("@tensorflow/tfjs-layers"),
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
  const { loadKeras } = await required(() => import("@faceseg/keras"), "@faceseg/keras", "a Keras file");
  return owned(await loadKeras(bytes));
}

async function required<T>(load: () => Promise<T>, name: string, what: string): Promise<T> {
  const module = await optional(load, name);
  if (!module) throw new Error(`Reading ${what} needs ${name}; npm install ${name}`);
  return module;
}

/** A package that may not be installed. */
async function optional<T>(load: () => Promise<T>, name: string): Promise<T | undefined> {
  try {
    return await load();
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    const missing = code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND";
    // Bundlers put a stub that throws in the place of an optional package.
    if ((missing && message.includes(name)) || /optional-peer-dep|Cannot find module/.test(message))
      return undefined;
    throw error;
  }
}
