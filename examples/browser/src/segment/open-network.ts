import { createSegmenter, type Segmenter } from "@faceseg/segmenter";
import type { OpenRequest } from "./protocol.ts";

/** There is no file at the network's URL. */
export class NetworkMissingError extends Error {
  override name = "NetworkMissingError";
}

/**
 * Creates a segmenter for a network.
 *
 * @throws {NetworkMissingError} if its file does not exist.
 * @throws {Error} if it is not a network, or if the engine cannot run it.
 */
export async function openNetwork({ engine, network, runtime }: OpenRequest): Promise<Segmenter> {
  const provider = engine.name.startsWith("wasm") ? "wasm" : engine.name;
  return createSegmenter({
    model: typeof network === "string" ? await fetchNetwork(network) : network,
    engine: "onnxruntime-web",
    executionProviders: [provider],
    threads: engine.threads,
    wasmPaths: runtime,
    // For camera frames; other images reset it.
    smoothing: 0.4,
  });
}

async function fetchNetwork(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  // Servers of single-page applications answer with their page for what is missing.
  const isPage = response.headers.get("Content-Type")?.startsWith("text/html");
  if (response.status === 404 || isPage) throw new NetworkMissingError(`There is no file at ${url}`);
  if (!response.ok)
    throw new Error(`The network at ${url} could not be loaded: HTTP status ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
