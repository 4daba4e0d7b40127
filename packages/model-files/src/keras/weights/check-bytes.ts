/** @throws TypeError if `bytes` are none. */
export function checkBytes(bytes: unknown): asserts bytes is Uint8Array {
  if (!(bytes instanceof Uint8Array)) {
    throw new TypeError(
      `Expected \`bytes\` to be a Uint8Array, found ${Object.prototype.toString.call(bytes)}`,
    );
  }
}
