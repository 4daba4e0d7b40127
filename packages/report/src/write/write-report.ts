import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { writeFileAtomically } from "@faceseg/core/node";
import { type Results, resultsSchema } from "@faceseg/evaluation";
import { writeJson } from "@faceseg/evaluation/node";
import { z } from "zod";
import { type AnalyzeOptions, analyze } from "../analysis/analysis.ts";
import { costsCsv, filesCsv, perClassCsv, robustnessCsv, scoresCsv } from "../csv/csv.ts";
import { emptyGallery, type Gallery } from "../gallery/gallery.ts";
import { renderHtml, renderMarkdown } from "../render/render.ts";
import { findChromium, printPdf } from "./pdf.ts";

/** Options of `writeReport`. */
export interface WriteReportOptions extends AnalyzeOptions {
  /** Where to; made if it is not there. */
  readonly folder: string;
  /** What the report shows of images. @default nothing */
  readonly gallery?: Gallery;
  /** The browser that prints the PDF, or null for none. @default the one of `findChromium` */
  readonly chromium?: string | null;
  /** Called with a line about what could not be written. @default nothing */
  readonly log?: (line: string) => void;
}

/**
 * Writes everything that people read about some results: `findings.json`, `report.html`, `report.md`, `report.pdf` where
 * there is a Chromium to print it, CSV files of the scores, and the JSON schema of `results.json`.
 *
 * @throws {DiskError} where a file cannot be written.
 * @example
 * await writeReport(results, { folder: "report", gallery });
 */
export async function writeReport(results: Results, options: WriteReportOptions): Promise<void> {
  const { folder, gallery = emptyGallery, log = () => {} } = options;
  const { chromium = findChromium() ?? null, ...rest } = options;
  const file = (name: string) => join(folder, name);
  const write = (name: string, content: string) => writeFileAtomically(file(name), content);
  const analysis = analyze(results, rest);
  await mkdir(folder, { recursive: true });
  await writeJson(file("findings.json"), analysis.findings, 2);
  await writeJson(file("results.schema.json"), z.toJSONSchema(resultsSchema), 2);
  await write("scores.csv", scoresCsv(analysis));
  await write("per-class.csv", perClassCsv(analysis));
  if (results.networks.some(({ robustness }) => robustness)) {
    await write("robustness.csv", robustnessCsv(analysis));
  }
  if (results.networks.some(({ costs }) => costs)) {
    await write("costs.csv", costsCsv(analysis));
    await write("files.csv", filesCsv(analysis));
  }
  await write("report.md", renderMarkdown(analysis));
  await write("report.html", renderHtml(analysis, gallery));
  if (chromium === null) {
    log("No report.pdf: found no Chromium; CHROME_PATH can name one");
    return;
  }
  try {
    await printPdf(chromium, file("report.html"), file("report.pdf"));
  } catch (error) {
    log(`No report.pdf: ${error instanceof Error ? error.message : error}`);
  }
}
