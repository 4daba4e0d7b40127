export { ArchiveError } from "./archive/archive-error.ts";
export { type DownloadLapaOptions, downloadLapa } from "./kaggle/download-lapa.ts";
export { KaggleToken, readKaggleToken } from "./kaggle/kaggle-token.ts";
export { cacheFolder } from "./transfer/cache-path.ts";
export { type Download, type DownloadOptions, download } from "./transfer/download.ts";
export type { FetchOptions } from "./transfer/fetch-part.ts";
