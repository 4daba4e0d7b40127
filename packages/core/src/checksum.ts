/**
 * The SHA-256 of the bytes in hex.
 *
 * @throws {Error} in a page that is not served securely, where browsers have no SHA-256.
 */
export async function sha256Of(bytes: Uint8Array): Promise<string> {
  if (globalThis.crypto?.subtle === undefined) {
    throw new Error(
      "Expected a secure context to compute a SHA-256, found none; serve the page over https or from localhost",
    );
  }
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Checks that a string is a SHA-256.
 *
 * @throws {RangeError} if `sha256` is not 64 hex digits.
 */
export function validateSha256(sha256: string): void {
  if (!/^[0-9a-f]{64}$/i.test(sha256)) {
    throw new RangeError(`Expected \`sha256\` to be 64 hex digits, got ${JSON.stringify(sha256)}`);
  }
}

/** The error message for a file with the wrong checksum. */
export const checksumMismatch = (file: string, expected: string, found: string) =>
  `Expected ${file} to have the SHA-256 ${expected.toLowerCase()}, found ${found}`;
