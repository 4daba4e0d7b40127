import type { Dataset } from "@faceseg/data";
import { evaluate, type Results } from "@faceseg/evaluation";
import { scoreAll } from "../analysis/scored.ts";
import { dataUri } from "./data-uri.ts";
import { drawSet, type GalleryNetworks } from "./draw-gallery.ts";
import { drawnNetworks, type Gallery } from "./gallery.ts";

/** Options of `syntheticGallery`. */
export interface SyntheticGalleryOptions extends GalleryNetworks {
  /** Synthetic images with their truth, such as `syntheticFaces` of @faceseg/data/synthetic. */
  readonly dataset: Dataset;
  /** Called with the label of each network before it predicts. */
  readonly onNetwork?: (label: string) => void;
}

/** A gallery of synthetic images with the networks' masks, for a report on data whose images may not be passed on. */
export async function syntheticGallery(
  results: Results,
  { dataset, onNetwork, ...networks }: SyntheticGalleryOptions,
): Promise<Gallery> {
  const { network: open, seen = (_, set) => set } = networks;
  const measured: Results["networks"] = [];
  for (const network of drawnNetworks(results)) {
    onNetwork?.(network.label);
    const options = { dataset: seen(network.key, dataset), size: results.imageSize };
    const test = await evaluate(await open(network.key), options);
    measured.push({ ...network, test });
  }
  const uris = new Map<string, string>();
  await drawSet(results, {
    ...networks,
    dataset,
    indices: [...dataset.samples.keys()],
    keep: async (index, what, file) => void uris.set(`${index} ${what}`, dataUri(what, file)),
  });
  return {
    images: (_, index, what) => uris.get(`${index} ${what}`),
    synthetic: scoreAll({ ...results, networks: measured }, "test"),
  };
}
