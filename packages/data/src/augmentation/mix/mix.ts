import type { Batch, Random } from "@faceseg/image";

/** A pure function of a batch and a random stream; it never changes its input. */
export type Mix = (batch: Batch, random: Random) => Batch;

/**
 * A copy of the batch in which `write` has mixed each image, with a probability, with another one of the batch as
 * it was. One shift around the batch gives every image a partner other than itself; a batch of one stays.
 */
export function mixed(
  batch: Batch,
  random: Random,
  p: number,
  write: (target: Batch, place: number, partner: number) => void,
): Batch {
  const count = batch.ids.length;
  if (count < 2) return batch;
  const target = { ...batch, images: batch.images.slice(), labels: batch.labels.slice() };
  const shift = random.integer(1, count - 1);
  for (let place = 0; place < count; place++) {
    if (random.uniform() < p) write(target, place, (place + shift) % count);
  }
  return target;
}
