import { join } from "node:path";
import { z } from "zod";
import { type Results, resultsSchema } from "../results.ts";
import { writeAtomically, writeJson } from "../run-folder.ts";
import { costsCsv, filesCsv, perClassCsv, robustnessCsv, scoresCsv } from "./csv.ts";
import type { Gallery } from "./gallery.ts";
import { findChromium, printPdf } from "./pdf.ts";
import { analyse, renderHtml, renderMarkdown } from "./report.ts";

/**
 * Writes everything that people read about a run: `findings.json`, `report.html`, `report.md`, `report.pdf` where
 * there is a Chromium to print it, CSV files of the scores, and the JSON schema of `results.json`.
 *
 * @param folder The run's folder.
 * @param options.resamples How many times the pictures are drawn anew for intervals and p-values, 10,000 by default.
 * @param options.chromium The browser that prints; by default the one of `findChromium`, null prints nothing.
 */
export async function writeReport(
  results: Results,
  gallery: Gallery,
  folder: string,
  options: {
    readonly log?: (line: string) => void;
    readonly resamples?: number;
    readonly chromium?: string | null;
  } = {},
): Promise<void> {
  const { log = () => {}, resamples = 10_000, chromium = findChromium() ?? null } = options;
  const path = (name: string) => join(folder, name);
  const analysis = analyse(results, { resamples });
  await writeJson(path("findings.json"), analysis.findings, 2);
  await writeJson(path("results.schema.json"), z.toJSONSchema(resultsSchema), 2);
  await writeAtomically(path("scores.csv"), scoresCsv(analysis));
  await writeAtomically(path("per-class.csv"), perClassCsv(analysis));
  if (results.networks.some(({ robustness }) => robustness)) {
    await writeAtomically(path("robustness.csv"), robustnessCsv(analysis));
  }
  if (results.networks.some(({ costs }) => costs)) {
    await writeAtomically(path("costs.csv"), costsCsv(analysis));
    await writeAtomically(path("files.csv"), filesCsv(analysis));
  }
  await writeAtomically(path("report.md"), renderMarkdown(analysis));
  await writeAtomically(path("report.html"), renderHtml(analysis, gallery));
  if (chromium === null) {
    log("No report.pdf: found no Chromium; CHROME_PATH may name one");
    return;
  }
  try {
    await printPdf(chromium, path("report.html"), path("report.pdf"));
  } catch (error) {
    log(`No report.pdf: ${error instanceof Error ? error.message : error}`);
  }
}
