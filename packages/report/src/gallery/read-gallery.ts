import { readFile } from "node:fs/promises";
import type { Results } from "@faceseg/evaluation";
import { dataUri } from "./data-uri.ts";
import { drawnNetworks, type Gallery, shownIndices } from "./gallery.ts";

/**
 * Reads drawings that `drawGallery` kept.
 *
 * @param fileOf Where the drawing `what` of the image at `index` of a set is.
 */
export async function readGallery(
  results: Results,
  fileOf: (set: string, index: number, what: string) => string,
): Promise<Gallery> {
  const uris = new Map<string, string>();
  for (const set of ["test", "other"] as const) {
    if (!results.data[set]) continue;
    for (const index of shownIndices(results, set)) {
      for (const what of ["image", "truth", ...drawnNetworks(results).map(({ key }) => key)]) {
        const file = fileOf(set, index, what);
        uris.set(file, dataUri(what, await readFile(file)));
      }
    }
  }
  return { images: (set, index, what) => uris.get(fileOf(set, index, what)), synthetic: null };
}
