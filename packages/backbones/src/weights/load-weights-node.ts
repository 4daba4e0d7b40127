import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Download, type DownloadOptions, download } from "@faceseg/download";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { assignWeights, type LoadReport } from "./assign-weights.ts";
import { bytesOf } from "./load-weights.ts";
import { pinnedSha256 } from "./pretrained.ts";

/** `LoadReport`, and where the file came from. */
export interface NodeLoadReport extends LoadReport {
  /** The cached file and whether its checksum was verified; undefined for bytes and paths. */
  readonly download: Download | undefined;
}

/**
 * Like `loadWeights` of the main entry, from bytes, the path of a file (also as a file: URL), or an http(s) URL, which
 * is downloaded once and then taken from the cache.
 *
 * @throws WeightsError listing every layer and weight that is missing or misshapen.
 * @throws KerasFileError if the source is no Keras `.h5` file.
 * @throws DownloadError if the URL cannot be fetched or has not the expected checksum.
 * @throws Error where `@faceseg/model-files` is not installed.
 * @example
 * const { download } = await loadWeights(model, findPretrained("mobilenet-v2-1").url);
 * download.verified; //=> false
 */
export async function loadWeights(
  model: LayersModel,
  source: Uint8Array | ArrayBuffer | string | URL,
  options: DownloadOptions = {},
): Promise<NodeLoadReport> {
  const bytes = bytesOf(source);
  if (bytes) {
    return { ...(await assignWeights(model, bytes, "the bytes", options.sha256)), download: undefined };
  }
  if (!(typeof source === "string" || source instanceof URL)) {
    throw new TypeError(`Expected \`source\` to be bytes, a path or a URL, got ${JSON.stringify(source)}`);
  }
  if (/^https?:/i.test(String(source))) {
    const { href } = new URL(source);
    const sha256 = options.sha256 ?? pinnedSha256(href);
    const file = await download(href, sha256 === undefined ? options : { ...options, sha256 });
    const report = await assignWeights(model, await readFile(file.path), href, undefined);
    return { ...report, download: file };
  }
  const path = /^file:/i.test(String(source)) ? fileURLToPath(source) : String(source);
  const report = await assignWeights(model, await readFile(path), path, options.sha256);
  return { ...report, download: undefined };
}
