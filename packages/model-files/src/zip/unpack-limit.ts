/**
 * How many bytes `packed` bytes of a file may become in memory. Keras compresses nothing, and trained weights hardly
 * shrink: what grows a hundredfold is no model. 16 MiB are always allowed, more than 1 GiB never.
 */
export function unpackLimit(packed: number): number {
  return Math.min(2 ** 30, Math.max(2 ** 24, 100 * packed));
}
