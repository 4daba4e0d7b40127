import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { readDrawings } from "./draw.ts";
import { publishable } from "./publishable.ts";
import type { Gallery } from "./report/gallery.ts";
import { shownIndices } from "./report/view.ts";
import { writeReport } from "./report/write-report.ts";
import { type Results, resultsSchema } from "./results.ts";
import { type RunFolder, readJson, runFolder, writeAtomically, writeJson } from "./run-folder.ts";
import { syntheticGallery } from "./synthetic-gallery.ts";
import { UsageError } from "./usage-error.ts";

/** What a report shows: the pictures that the networks were tested on, or synthetic faces in their place. */
export const galleries = ["tested", "synthetic"] as const;
export type GalleryKind = (typeof galleries)[number];

/**
 * Writes the report of a finished run anew, from its results, drawings and saved networks; nothing is trained or tested.
 *
 * With a synthetic gallery nothing that was cut from the data is written: no picture, no label map, no file name. The
 * results are then compressed, as `results.json.gz`: they are to be kept beside code.
 *
 * @param from The run's folder.
 * @param to Where to, perhaps the same folder.
 * @throws {UsageError} for a synthetic gallery in the run's own folder.
 * @throws when the run has no results, or results that this version does not understand.
 */
export async function rewriteReport(
  from: string,
  to: string,
  {
    gallery,
    log,
    resamples,
    chromium,
  }: {
    readonly gallery: GalleryKind;
    readonly log: (line: string) => void;
    readonly resamples?: number;
    readonly chromium?: string | null;
  },
): Promise<void> {
  if (gallery === "synthetic" && to === from) {
    throw new UsageError(
      "Expected --out with --gallery synthetic: the run folder holds pictures that such a report leaves out",
    );
  }
  const files = runFolder(from);
  const results = await readJson(files.results, resultsSchema);
  if (!results) throw new Error(`Expected a finished run with results.json, found none in ${from}`);
  const options = {
    log,
    ...(resamples !== undefined && { resamples }),
    ...(chromium !== undefined && { chromium }),
  };
  if (gallery === "tested") {
    await writeReport(results, await testedGallery(results, files), to, options);
    if (to !== from) await writeJson(join(to, "results.json"), results);
  } else {
    const clean = publishable(results);
    await writeReport(clean, await syntheticGallery(results, files, log), to, options);
    await writeAtomically(
      join(to, "results.json.gz"),
      await promisify(gzip)(`${JSON.stringify(clean)}\n`, { level: 9 }),
    );
  }
  log(`Report: ${join(to, "report.html")}`);
}

/** The run's own drawings. */
async function testedGallery(results: Results, files: RunFolder): Promise<Gallery> {
  const sets = (["test", "other"] as const).filter((set) => results.data[set] !== null);
  const shown = sets.map((set) => ({ set, indices: shownIndices(results, set) }));
  const drawn = results.networks.filter(({ seed }) => seed === results.config.seed);
  return { images: await readDrawings(files, shown, drawn), synthetic: null };
}
