export { checkChoice, checkNumber, checkOptions, type NumberRule, shown } from "./check.ts";
export { checksumMismatch, sha256Of, validateSha256 } from "./checksum.ts";
export { DownloadError, noAnswer, refusal } from "./download-error.ts";
export { isMissing, orMissing, PackageMissingError, required } from "./optional-import.ts";
export { UsageError } from "./usage-error.ts";
