import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { UsageError } from "@faceseg/core";
import { writeFileAtomically } from "@faceseg/core/node";
import { syntheticFaces } from "@faceseg/data/synthetic";
import { readResults, writeResults } from "@faceseg/evaluation/node";
import { publishable } from "@faceseg/report";
import { readGallery, syntheticGallery, writeReport } from "@faceseg/report/node";
import { openRun, runFolder } from "../files/run-folder.ts";
import { hypothesesOf } from "../hypotheses.ts";
import { savedNetworks } from "./models.ts";

/** What a report shows: the images that the networks were tested on, or synthetic faces in their place. */
export const galleries = ["tested", "synthetic"] as const;
export type GalleryKind = (typeof galleries)[number];

/** How many faces are drawn, and from which seed: a large one, on whose faces no run trained. */
const faces = { count: 6, seed: 20_260_101 };

/**
 * Writes the report of a finished run again, from its results, drawings and saved networks; nothing is trained or tested.
 *
 * With a synthetic gallery nothing that was cut from the data is written: no image, no label map, no file name. The
 * results are then compressed, as `results.json.gz`, to be kept beside code.
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
    ...rest
  }: {
    readonly gallery: GalleryKind;
    readonly log: (line: string) => void;
    readonly resamples?: number;
    readonly chromium?: string | null;
  },
): Promise<void> {
  if (gallery === "synthetic" && to === from) {
    throw new UsageError(
      "Expected --out with --gallery synthetic, got none: the run folder holds images that such a report must not show",
    );
  }
  const files = runFolder(from);
  const results = await readResults(files.results);
  if (!results) throw new Error(`Expected a finished run with results.json, found none in ${from}`);
  const options = { folder: to, hypotheses: hypothesesOf(results), log, ...rest };
  if (gallery === "tested") {
    await writeReport(results, { ...options, gallery: await readGallery(results, files.drawing) });
    if (to !== from) await writeResults(join(to, "results.json"), results);
  } else {
    const clean = publishable(results);
    const { config } = await openRun(from);
    const drawn = await syntheticGallery(results, {
      ...savedNetworks(files, config),
      dataset: { ...syntheticFaces({ ...faces, size: config.size }), name: "synthetic faces" },
      onNetwork: (label) => log(`Predicting with ${label}`),
    });
    await writeReport(clean, { ...options, gallery: drawn });
    const compressed = await promisify(gzip)(`${JSON.stringify(clean)}\n`, { level: 9 });
    await mkdir(to, { recursive: true });
    await writeFileAtomically(join(to, "results.json.gz"), compressed);
  }
  log(`Report: ${join(to, "report.html")}`);
}
