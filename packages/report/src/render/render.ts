import type { Results } from "@faceseg/evaluation";
import { type Analysis, setTitle } from "../analysis/analysis.ts";
import { featured } from "../analysis/scored.ts";
import type { Section } from "../document/blocks.ts";
import { Html, html } from "../document/html.ts";
import type { Gallery } from "../gallery/gallery.ts";
import { ablationsSection } from "../sections/ablations.ts";
import { boundariesSection } from "../sections/boundaries.ts";
import { calibrationSection } from "../sections/calibration.ts";
import { confusionSection } from "../sections/confusion.ts";
import { costsSection } from "../sections/costs.ts";
import { factsSection } from "../sections/facts.ts";
import { findingsSection } from "../sections/findings.ts";
import { casesSection } from "../sections/images/cases-section.ts";
import { gallerySection } from "../sections/images/gallery-section.ts";
import { learningSection } from "../sections/learning.ts";
import { networksSection } from "../sections/networks.ts";
import { partsSection } from "../sections/parts.ts";
import { robustnessSection } from "../sections/robustness.ts";
import { seedsSection } from "../sections/seeds.ts";
import { summarySection } from "../sections/summary.ts";
import { script } from "./script.ts";
import { sectionHtml } from "./section-html.ts";
import { sectionMarkdown } from "./section-markdown.ts";
import { style } from "./style.ts";

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
<footer class="quiet">Made by faceseg from <code>results.json</code>, which holds the pixel counts of every image. All scores can be recomputed from it.</footer>
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

/** All sections without drawings, in order. */
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
        learningSection(test.scored),
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

function subtitle({ data, imageSize: { width, height }, created }: Results): string {
  return `${setTitle(data.train ?? data.test)}, at ${width} × ${height} pixels · ${created.slice(0, 10)}`;
}
