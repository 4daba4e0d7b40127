import { syntheticFaces } from "@faceseg/data/synthetic";
import { dataUri, drawSet } from "./draw.ts";
import { measureNetwork } from "./measure.ts";
import type { Gallery } from "./report/gallery.ts";
import { scoreAll } from "./report/view.ts";
import type { Results } from "./results.ts";
import type { RunFolder } from "./run-folder.ts";

/** How many faces are drawn, and from which seed: a large one, on whose faces no run trained. */
const faces = { count: 6, seed: 20_260_101 };

/** The faces that a report shows in place of pictures that may not be passed on, with the masks of a run's saved networks. */
export async function syntheticGallery(
  results: Results,
  files: RunFolder,
  log: (line: string) => void,
): Promise<Gallery> {
  const { config } = results;
  const dataset = { ...syntheticFaces({ ...faces, size: config.size }), name: "synthetic faces" };
  const first = results.networks.filter(({ seed }) => seed === config.seed);
  const measured: Results["networks"] = [];
  for (const network of first) {
    log(`Predicting with ${network.label}`);
    const { signal } = new AbortController();
    const options = { config, dataset, files, folder: null, latency: false, signal };
    measured.push({ ...network, test: await measureNetwork(network, options) });
  }
  const uris = new Map<string, string>();
  await drawSet([...dataset.samples.keys()], {
    dataset,
    config,
    files,
    drawn: first,
    keep: (index, what, file) => void uris.set(`${index} ${what}`, dataUri(what, file)),
  });
  return {
    images: (_, index, what) => uris.get(`${index} ${what}`),
    synthetic: scoreAll({ ...results, networks: measured }, "test"),
  };
}
