import { shown } from "@faceseg/core";

/** How images are split up. */
export interface Batching {
  /** Numbers in an image. */
  readonly imageLength: number;
  /** Images that run at once. */
  readonly batchSize: number;
  /** Whether the last batch must be as large as the others: images of zeros fill it. */
  readonly isFixed: boolean;
}

/**
 * Runs any number of images, a batch at a time.
 *
 * @returns The results of the batches, without those of images that only fill up.
 * @throws {RangeError} where `images` does not hold whole images.
 */
export async function inBatches<T extends Float32Array | Uint8Array, R>(
  images: Float32Array,
  { imageLength, batchSize, isFixed }: Batching,
  run: (images: Float32Array, count: number) => Promise<R>,
  dataOf: (result: R) => T,
): Promise<{ readonly data: T; readonly last: R }> {
  const total = images.length / imageLength;
  if (!Number.isInteger(total) || total < 1) {
    throw new RangeError(
      `Expected \`images\` to hold a multiple of ${imageLength} numbers, got ${shown(images.length)}; ` +
        `the nearest is ${Math.max(1, Math.round(total)) * imageLength}`,
    );
  }
  const parts: T[] = [];
  let last: R | undefined;
  for (let from = 0; from < total; from += batchSize) {
    const count = Math.min(batchSize, total - from);
    const size = isFixed ? batchSize : count;
    let batch = images.subarray(from * imageLength, (from + count) * imageLength);
    if (size > count) {
      const filled = new Float32Array(size * imageLength);
      filled.set(batch);
      batch = filled;
    }
    last = await run(batch, size);
    const data = dataOf(last);
    parts.push((size > count ? data.subarray(0, (data.length / size) * count) : data) as T);
  }
  return { data: joined(parts), last: last as R };
}

function joined<T extends Float32Array | Uint8Array>(parts: readonly T[]): T {
  const [first] = parts as [T];
  if (parts.length === 1) return first;
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const all = (first instanceof Uint8Array ? new Uint8Array(length) : new Float32Array(length)) as T;
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
