/** The SHA-256 of the bytes in hex. */
export async function sha256Of(bytes: Uint8Array): Promise<string> {
  if (globalThis.crypto?.subtle === undefined) {
    throw new Error(
      "Expected a secure context to compute a SHA-256: serve the page over https or from localhost",
    );
  }
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @throws RangeError if `sha256` is not 64 hex digits. */
export function validateSha256(sha256: string): void {
  if (!/^[0-9a-f]{64}$/i.test(sha256)) {
    throw new RangeError(`Expected \`sha256\` to be 64 hex digits, got ${JSON.stringify(sha256)}`);
  }
}

/** What an error says about a file that has another checksum than it must have. */
export const checksumMismatch = (file: string, expected: string, found: string) =>
  `Expected ${file} to have the SHA-256 ${expected.toLowerCase()}, got ${found}`;
