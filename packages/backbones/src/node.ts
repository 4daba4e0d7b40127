export { cacheFolder } from "./cache-path.ts";
export { type Download, type DownloadOptions, download } from "./download.ts";
export type { FetchOptions } from "./fetch-part.ts";
export { loadWeights, type NodeLoadReport } from "./load-weights-node.ts";
