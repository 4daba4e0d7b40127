import type { Dataset } from "@faceseg/data";
import { type Evaluable, imagePredictor, type Results } from "@faceseg/evaluation";
import { colorize, type RgbImage, type Taxonomy } from "@faceseg/image";
import { loadSharp } from "@faceseg/image/node";
import { dataUri } from "./data-uri.ts";
import { drawnNetworks, type Gallery, shownIndices } from "./gallery.ts";

/** Access to the networks of some results. */
export interface GalleryNetworks {
  /** Gives the network of a key. What `loadModel` gives is freed afterwards; a model stays the caller's. */
  readonly network: (key: string) => Promise<Evaluable>;
  /** The data set as the network of a key sees it, such as with channels swapped. @default the data set as it is */
  readonly seen?: (key: string, dataset: Dataset) => Dataset;
}

/** Options of `drawGallery`. */
export interface DrawGalleryOptions extends GalleryNetworks {
  /** The sets of images on which the results were measured. */
  readonly datasets: {
    /** The test split. */
    readonly test: Dataset;
    /** The second data set. */
    readonly other?: Dataset | null;
  };
  /** Keeps the file of a drawing: a JPEG for `what` "image", otherwise a PNG. @default not kept */
  readonly keep?: (set: string, index: number, what: string, file: Buffer) => Promise<void>;
  /** Stops before the next set. */
  readonly signal?: AbortSignal;
}

/**
 * Draws the images that a report shows: each image, its truth and every network's mask.
 *
 * @throws {PackageMissingError} where sharp is not installed.
 * @example
 * const gallery = await drawGallery(results, { datasets: { test }, network: async (key) => models[key] });
 */
export async function drawGallery(results: Results, options: DrawGalleryOptions): Promise<Gallery> {
  const { datasets, keep, signal, ...networks } = options;
  const uris = new Map<string, string>();
  for (const set of ["test", "other"] as const) {
    const dataset = datasets[set];
    if (!dataset) continue;
    signal?.throwIfAborted();
    await drawSet(results, {
      ...networks,
      dataset,
      indices: shownIndices(results, set),
      keep: async (index, what, file) => {
        uris.set(`${set} ${index} ${what}`, dataUri(what, file));
        await keep?.(set, index, what, file);
      },
    });
  }
  return { images: (set, index, what) => uris.get(`${set} ${index} ${what}`), synthetic: null };
}

/** What `drawSet` needs. */
export interface DrawSetOptions extends GalleryNetworks {
  /** The images. */
  readonly dataset: Dataset;
  /** Which of them. */
  readonly indices: readonly number[];
  /** Takes a drawing of the image at `index`. */
  readonly keep: (index: number, what: string, file: Buffer) => Promise<void>;
}

/** Draws images of one set, masks in the colors of the results' classes. */
export async function drawSet(results: Results, options: DrawSetOptions): Promise<void> {
  const { dataset, indices, keep, network, seen = (_, set) => set } = options;
  const { imageSize: size, classes } = results;
  for (const index of indices) {
    const sample = dataset.samples[index];
    if (!sample) continue;
    const { image, labels } = await sample.load({ size });
    await keep(index, "image", await jpeg(image));
    await keep(index, "truth", await png(colorize(labels, { classes })));
  }
  for (const { key } of drawnNetworks(results)) {
    const { samples } = seen(key, dataset);
    for await (const [index, file] of drawMasks(await network(key), {
      samples,
      indices,
      results,
      taxonomy: dataset.taxonomy,
    })) {
      await keep(index, key, file);
    }
  }
}

async function* drawMasks(
  network: Evaluable,
  options: {
    readonly samples: Dataset["samples"];
    readonly indices: readonly number[];
    readonly results: Results;
    readonly taxonomy: Taxonomy;
  },
): AsyncGenerator<[index: number, file: Buffer]> {
  const { samples, indices, results } = options;
  const { imageSize: size, classes } = results;
  const predictor = await imagePredictor(network, { size, data: options.taxonomy });
  try {
    for (const index of indices) {
      const sample = samples[index];
      if (!sample) continue;
      const { ids } = await predictor.predict((await sample.load({ size })).image);
      yield [index, await png(colorize({ ...size, data: ids }, { classes }))];
    }
  } finally {
    await predictor.dispose();
  }
}

async function image8({ data, width, height }: RgbImage) {
  const sharp = await loadSharp();
  return sharp(data, { raw: { width, height, channels: 3 } });
}

const jpeg = async (image: RgbImage) => (await image8(image)).jpeg({ quality: 85 }).toBuffer();
const png = async (mask: RgbImage) => (await image8(mask)).png({ palette: true }).toBuffer();
