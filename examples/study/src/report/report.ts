import type { Finding } from "../findings/finding.ts";
import { findings as test } from "../findings/findings.ts";
import type { Results } from "../results.ts";
import type { Section } from "./blocks.ts";
import { casesSection, type Gallery, gallerySection } from "./gallery.ts";
import { Html, html } from "./html.ts";
import { sectionHtml } from "./render-html.ts";
import { sectionMarkdown } from "./render-markdown.ts";
import { script } from "./script.ts";
import { ablationsSection } from "./sections/ablations.ts";
import { boundariesSection } from "./sections/boundaries.ts";
import { calibrationSection } from "./sections/calibration.ts";
import { confusionSection } from "./sections/confusion.ts";
import { costsSection } from "./sections/costs.ts";
import { factsSection } from "./sections/facts.ts";
import { findingsSection } from "./sections/findings.ts";
import { learningSection } from "./sections/learning.ts";
import { networksSection, type ScoredSet } from "./sections/networks.ts";
import { partsSection } from "./sections/parts.ts";
import { robustnessSection } from "./sections/robustness.ts";
import { seedsSection } from "./sections/seeds.ts";
import { summarySection } from "./sections/summary.ts";
import { type StoredForm, storedForms } from "./storage.ts";
import { style } from "./style.ts";
import { certaintyOf, featured, scoreAll } from "./view.ts";

/** Everything that a report derives from results, computed once for all its forms. */
export interface Analysis {
  readonly results: Results;
  readonly findings: readonly Finding[];
  readonly sets: readonly ScoredSet[];
  /** By a network's key, its forms with weights in fewer bits. */
  readonly stored: ReadonlyMap<string, readonly StoredForm[]>;
}

/**
 * Scores, compares and tests.
 *
 * @param options.resamples How many times the pictures are drawn anew for intervals and p-values.
 */
export function analyse(results: Results, { resamples = 10_000 }: { resamples?: number } = {}): Analysis {
  const sets = (["test", "other"] as const).flatMap((set): ScoredSet[] => {
    const facts = results.data[set];
    const scored = scoreAll(results, set);
    if (!facts || scored.length === 0) return [];
    return [{ set, title: setTitle(facts), scored, certainty: certaintyOf(results, set, resamples) }];
  });
  const stored = new Map(
    results.networks.map((network) => [network.key, storedForms(network, results, resamples)]),
  );
  return { results, findings: test(results, { resamples }), sets, stored };
}

/** The report as one HTML file that needs nothing else: no other file, no font, no address. */
export function renderHtml(analysis: Analysis, gallery: Gallery): string {
  const { results, sets } = analysis;
  const all = [
    ...sections(analysis),
    gallerySection(results, sets, gallery),
    casesSection(sets, gallery),
    factsSection(results),
  ];
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${titleOf(analysis)}</title><style>${new Html(style)}</style></head>
<body><main><header><h1>${titleOf(analysis)}</h1>
<p class="quiet">${subtitle(results)}</p>
<nav aria-label="Contents"><ul>${all.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav></header>
${all.map(sectionHtml)}
<footer class="quiet">Made by the study example of faceseg from <code>results.json</code>, which holds the pixel counts of every picture: all scores can be recomputed from it.</footer>
</main><script>${new Html(script)}</script></body></html>
`;
  return page.text;
}

/** The same findings and tables as GitHub's Markdown. */
export function renderMarkdown(analysis: Analysis): string {
  const { results } = analysis;
  const parts = [...sections(analysis), factsSection(results)].map(sectionMarkdown);
  return `${[`# ${titleOf(analysis)}`, subtitle(results), ...parts].join("\n\n")}\n`;
}

/** All sections without pictures, in order. */
function sections({ results, findings, sets, stored }: Analysis): Section[] {
  const [test] = sets;
  const optional = test
    ? [
        ablationsSection(results, test.scored, test.certainty),
        partsSection(results, sets),
        boundariesSection(results, test.scored),
        calibrationSection(results, test.scored),
        robustnessSection(results, test.scored),
        confusionSection(results, test.scored),
        costsSection(test.scored, stored),
        seedsSection(test.scored),
        learningSection(results, test.scored),
      ]
    : [];
  return [
    findingsSection(findings),
    summarySection(results, sets, findings),
    networksSection(sets, results),
    ...optional.filter((section) => section !== null),
  ];
}

function titleOf({ sets }: Analysis): string {
  const labels = featured(sets[0]?.scored ?? [])
    .filter(({ network }, _, all) => network.group === all[0]?.network.group)
    .map(({ label }) => label);
  return `Face parsing with ${labels.join(", ")}`;
}

function subtitle({ data, config, created }: Results): string {
  return `${setTitle(data.train)}, at ${config.size} × ${config.size} pixels · preset ${config.preset} · ${created.slice(0, 10)}`;
}

function setTitle({ dataset, split, pictures }: Results["data"]["test"]): string {
  return `${dataset.charAt(0).toUpperCase()}${dataset.slice(1)}, ${split}, ${pictures} pictures`;
}
