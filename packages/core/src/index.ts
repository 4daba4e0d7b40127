export { checksumMismatch, sha256Of, validateSha256 } from "./checksum.ts";
export { DownloadError, noAnswer, refusal } from "./download-error.ts";
export { within } from "./within.ts";
