import { DownloadError, noAnswer, refusal, shown } from "@faceseg/core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { assignWeights, type LoadReport } from "./assign-weights.ts";
import { pinnedSha256 } from "./pretrained.ts";

/** Options of `loadWeights`. */
export interface LoadOptions {
  /** The SHA-256 that the file must have, in hex. @default the one in `pretrained` for the URL, where it is known */
  readonly sha256?: string;
  /** Stops the download. @default none */
  readonly signal?: AbortSignal;
}

/**
 * Loads the weights of the encoder of `model` from a Keras `.h5` file: bytes, or a URL that is fetched. Layers are
 * matched by name, and all layers of the encoder must be in the file with exactly their shapes; other layers of the model
 * keep their weights. Either all are loaded or none.
 *
 * @throws {WeightsError} listing every layer and weight that is missing or has another shape.
 * @throws {KerasFileError} if the source is no Keras `.h5` file.
 * @throws {DownloadError} if the URL cannot be fetched.
 * @throws {PackageMissingError} where `@faceseg/model-files` is not installed.
 * @example
 * const { loaded, unused } = await loadWeights(model, findPretrained("mobilenet-v2-1").url);
 * [loaded.length, unused]; //=> [102, ["Conv_1", "Conv_1_bn"]]
 */
export async function loadWeights(
  model: LayersModel,
  source: Uint8Array | ArrayBuffer | string | URL,
  options: LoadOptions = {},
): Promise<LoadReport> {
  const bytes = bytesOf(source);
  if (bytes) return assignWeights(model, bytes, undefined, options.sha256);
  const url = urlOf(source);
  return assignWeights(
    model,
    await fetchBytes(url, options.signal),
    url,
    options.sha256 ?? pinnedSha256(url),
  );
}

/** `source` as bytes, whatever realm its buffer comes from; undefined if it is something else. */
export function bytesOf(source: unknown): Uint8Array | undefined {
  if (source instanceof Uint8Array) return source;
  const isBuffer = Object.prototype.toString.call(source) === "[object ArrayBuffer]";
  return isBuffer ? new Uint8Array(source as ArrayBuffer) : undefined;
}

function urlOf(source: unknown): string {
  const base = (globalThis as { location?: { href: string } }).location?.href;
  if (typeof source === "string" || source instanceof URL) {
    try {
      return new URL(source, base).href;
    } catch {
      // Falls through: a path, or not a URL at all.
    }
  }
  throw new TypeError(
    `Expected \`source\` to be bytes or a URL, got ${shown(source)}; for a path import loadWeights from "@faceseg/backbones/node"`,
  );
}

async function fetchBytes(url: string, signal: AbortSignal | undefined): Promise<Uint8Array> {
  try {
    const response = await fetch(url, signal ? { signal } : {});
    if (!response.ok) throw refusal(url, response);
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    if (signal?.aborted || error instanceof DownloadError) throw error;
    throw noAnswer(url, error);
  }
}
