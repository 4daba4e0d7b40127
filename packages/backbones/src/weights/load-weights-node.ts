import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { orMissing, required, shown } from "@faceseg/core";
import type { Download, DownloadOptions } from "@faceseg/download";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { assignWeights, type LoadReport } from "./assign-weights.ts";
import { bytesOf } from "./load-weights.ts";
import { pinnedSha256 } from "./pretrained.ts";

/** Which layers of a weight file were loaded, and where the file came from. */
export interface NodeLoadReport extends LoadReport {
  /** The cached file, and whether its checksum was verified; undefined for bytes and paths. */
  readonly download: Download | undefined;
}

/**
 * Loads the weights of the encoder of `model` from a Keras `.h5` file, as `loadWeights` of the main entry does: from
 * bytes, a path (also as a `file:` URL), or an http(s) URL, which is downloaded once and read from the cache after that.
 *
 * @throws {WeightsError} listing every layer and weight that is missing or has another shape.
 * @throws {KerasFileError} if the source is no Keras `.h5` file.
 * @throws {DownloadError} if the URL cannot be fetched or the file does not have the expected checksum.
 * @throws {PackageMissingError} where `@faceseg/model-files`, or for a URL `@faceseg/download`, is not installed.
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
    return { ...(await assignWeights(model, bytes, undefined, options.sha256)), download: undefined };
  }
  if (!(typeof source === "string" || source instanceof URL)) {
    throw new TypeError(`Expected \`source\` to be bytes, a path or a URL, got ${shown(source)}`);
  }
  if (/^https?:/i.test(String(source))) {
    const { href } = new URL(source);
    const sha256 = options.sha256 ?? pinnedSha256(href);
    // An optional peer: whoever loads local files does without its proxies and archives.
    const { download } = required(
      await import("@faceseg/download").catch(orMissing("@faceseg/download")),
      "@faceseg/download",
      "Downloading weights",
    );
    const file = await download(href, sha256 === undefined ? options : { ...options, sha256 });
    const report = await assignWeights(model, await readFile(file.path), href, undefined);
    return { ...report, download: file };
  }
  const path = /^file:/i.test(String(source)) ? fileURLToPath(source) : String(source);
  const report = await assignWeights(model, await readFile(path), path, options.sha256);
  return { ...report, download: undefined };
}
