import type { Batch, Batches, LabeledImage } from "@faceseg/image";
import { createRandom, type Size, toSize } from "@faceseg/image";
import type { Mix } from "../augmentation/mix/mix.ts";
import type { Transform } from "../augmentation/transform.ts";
import { type BadSample, Quarantine } from "../datasets/quarantine.ts";
import type { Dataset } from "../datasets/sample.ts";

/** The batches of a data set, and the samples that could not be read. */
export interface DatasetBatches extends Batches {
  /** The samples that could not be read so far, in the data set's order; see `BatchesOptions.onBadSample`. */
  readonly quarantined: readonly BadSample[];
}

/** Options of `batches`. */
export interface BatchesOptions {
  /** Width and height of the images in a batch. */
  readonly size: number | Size;
  /** Images in a batch. */
  readonly batchSize: number;
  /** Whether each epoch has its own random order. @default false */
  readonly shuffle?: boolean;
  /** The order depends on (seed, epoch), what `transform` draws on (seed, epoch, place in the data set). @default 0 */
  readonly seed?: number;
  /** Applied to every pair at `size`; must keep the size. @default none */
  readonly transform?: Transform;
  /** Applied to every batch, drawing on (seed, epoch, the batch's number); must keep the size. @default none */
  readonly mix?: Mix;
  /** Whether to leave out a last batch that is not full. @default false */
  readonly dropRemainder?: boolean;
  /** How many batches are decoded ahead while one is used; memory holds one more. @default 2 */
  readonly prefetch?: number;
  /**
   * What to do about a sample that cannot be read. "throw" throws its error when its batch is due. "quarantine" adds it
   * to `quarantined` and goes on: with `shuffle` or `dropRemainder` (training) the next readable sample takes its
   * place, so that batches keep their length; otherwise (evaluation) it is left out, and empty batches are skipped.
   * @default "throw"
   */
  readonly onBadSample?: "throw" | "quarantine";
}

/**
 * Batches of a data set, decoded ahead. A batch depends on the options, the epoch and its number alone: not on
 * `prefetch`, nor on where the epoch was started.
 *
 * @throws RangeError when an option is out of range, or the data set has no sample. While iterating, the error of a
 * sample that cannot be read, or, with "quarantine", of the last one when none can.
 * @example
 * const train = batches(dataset, { size: 256, batchSize: 8, shuffle: true, transform: augment() });
 * for await (const { images, labels } of train.epoch(0)) console.log(images.length); //=> 1572864
 */
export function batches(dataset: Dataset, options: BatchesOptions): DatasetBatches {
  const { batchSize, shuffle = false, seed = 0, transform, mix } = options;
  const { dropRemainder = false, prefetch = 2, onBadSample = "throw" } = options;
  const { samples } = dataset;
  const size = toSize(options.size);
  const quarantine = new Quarantine(dataset, onBadSample);
  whole({ batchSize }, 1);
  whole({ prefetch }, 0);
  const length = dropRemainder
    ? Math.floor(samples.length / batchSize)
    : Math.ceil(samples.length / batchSize);
  if (length === 0) {
    const least = dropRemainder ? `${batchSize} samples to fill a batch` : "1 sample";
    const found = `${dataset.name} ${dataset.split} has ${samples.length}`;
    throw new RangeError(`Expected \`dataset\` to have at least ${least}; ${found}`);
  }

  const keepsLength = shuffle || dropRemainder;
  const loadOne = async (epoch: number, index: number): Promise<LabeledImage | undefined> => {
    const found = await quarantine.load(index, size, keepsLength);
    if (!found) return undefined;
    const loaded = checked(found.labeled, size, "Sample.load");
    return transform
      ? checked(
          transform(loaded, createRandom(seed, epoch, found.index), dataset.taxonomy),
          size,
          "`transform`",
        )
      : loaded;
  };
  const loadBatch = async (epoch: number, number: number, indices: Iterable<number>): Promise<Batch> => {
    const pairs = await Promise.all(Array.from(indices, (index) => loadOne(epoch, index)));
    const readable = pairs.filter((labeled) => labeled !== undefined);
    const batch = stack(readable, size);
    return mix ? mix(batch, createRandom(seed, "mix", epoch, number)) : batch;
  };

  async function* run(epoch: number, start: number): AsyncGenerator<Batch> {
    const order = epochOrder(samples.length, shuffle ? createRandom(seed, epoch) : undefined);
    const ahead: Promise<Batch>[] = [];
    let next = start;
    for (let current = start; current < length; current++) {
      for (; next < length && next <= current + prefetch; next++) {
        const batch = loadBatch(epoch, next, order.subarray(next * batchSize, (next + 1) * batchSize));
        // An error waits for its batch's turn. If the consumer stops before, this handler keeps it from being
        // unhandled.
        batch.catch(() => {});
        ahead.push(batch);
      }
      const batch = (await ahead.shift()) as Batch;
      if (batch.ids.length > 0) yield batch;
    }
  }

  return {
    length,
    batchSize,
    size,
    taxonomy: dataset.taxonomy,
    get quarantined() {
      return quarantine.list;
    },
    epoch(epoch, start = 0) {
      whole({ epoch }, 0);
      whole({ start }, 0, length);
      return { [Symbol.asyncIterator]: () => run(epoch, start) };
    },
  };
}

/** 0..count-1, shuffled (Fisher and Yates) when a random stream is given. */
function epochOrder(count: number, random: ReturnType<typeof createRandom> | undefined): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; random && last > 0; last--) {
    const other = random.integer(0, last);
    [order[last], order[other]] = [order[other] as number, order[last] as number];
  }
  return order;
}

function stack(pairs: readonly LabeledImage[], { width, height }: Size): Batch {
  const area = width * height;
  const images = new Float32Array(pairs.length * area * 3);
  const labels = new Uint8Array(pairs.length * area);
  pairs.forEach((labeled, place) => {
    const { data } = labeled.image;
    const from = place * area * 3;
    for (let at = 0; at < data.length; at++) images[from + at] = (data[at] as number) / 255;
    labels.set(labeled.labels.data, place * area);
  });
  return { width, height, images, labels, ids: pairs.map(({ id }) => id) };
}

function checked(labeled: LabeledImage, { width, height }: Size, source: string): LabeledImage {
  for (const part of ["image", "labels"] as const) {
    const found = labeled[part];
    const bytes = width * height * (part === "image" ? 3 : 1);
    if (found.width !== width || found.height !== height || found.data.length !== bytes) {
      const expected = `${width}x${height} (${bytes} bytes)`;
      const got = `${found.width}x${found.height} (${found.data.length} bytes)`;
      throw new Error(`Expected ${source} to give "${labeled.id}" ${part} of ${expected}, got ${got}`);
    }
  }
  return labeled;
}

function whole(values: Record<string, number>, lowest: number, highest = Number.MAX_SAFE_INTEGER): void {
  for (const [name, value] of Object.entries(values)) {
    if (!Number.isInteger(value) || value < lowest || value > highest) {
      const legal = Math.min(Math.max(Math.round(value) || lowest, lowest), highest);
      const range =
        highest === Number.MAX_SAFE_INTEGER ? `of at least ${lowest}` : `in ${lowest}..${highest}`;
      throw new RangeError(
        `Expected \`${name}\` to be a whole number ${range}, got ${value}; the nearest is ${legal}`,
      );
    }
  }
}
