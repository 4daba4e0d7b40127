export { ArchiveError } from "./archive-error.ts";
export { cacheFolder } from "./cache-path.ts";
export { type Download, type DownloadOptions, download } from "./download.ts";
export { type DownloadLapaOptions, downloadLapa } from "./download-lapa.ts";
export type { FetchOptions } from "./fetch-part.ts";
export { KaggleToken, readKaggleToken } from "./kaggle-token.ts";
