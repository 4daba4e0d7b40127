import { createSegmenter, type Segmenter } from "@faceseg/segmenter";
import type { OpenRequest } from "./protocol.ts";

/** There is no file at the network's address. */
export class NetworkMissingError extends Error {
  override name = "NetworkMissingError";
}

/**
 * Makes a segmenter of a network.
 *
 * @throws {NetworkMissingError} where its file is not there.
 * @throws {Error} where it is no network, or the engine cannot run it.
 */
export async function openNetwork({ engine, network, runtime }: OpenRequest): Promise<Segmenter> {
  const provider = engine.name.startsWith("wasm") ? "wasm" : engine.name;
  return createSegmenter({
    model: typeof network === "string" ? await fetchNetwork(network) : network,
    engine: "onnxruntime-web",
    executionProviders: [provider],
    threads: engine.threads,
    wasmPaths: runtime,
    // For frames of the camera; a picture starts anew.
    smoothing: 0.4,
  });
}

async function fetchNetwork(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  // Servers of single-page applications answer with their page for what is missing.
  const isPage = response.headers.get("Content-Type")?.startsWith("text/html");
  if (response.status === 404 || isPage) throw new NetworkMissingError(`There is no file at ${url}`);
  if (!response.ok) throw new Error(`The network at ${url} was not given: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
