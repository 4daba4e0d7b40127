import type { Results } from "../results.ts";
import { factsSection } from "./facts.ts";
import { casesSection, gallerySection, type Images, type PictureSet } from "./gallery.ts";
import { Html, html } from "./html.ts";
import { learningSection } from "./learning.ts";
import { classesSection, networksSection } from "./scores-section.ts";
import { style } from "./style.ts";
import { summarySection } from "./summary.ts";
import { scoreAll } from "./view.ts";

/** The report as one HTML file that needs nothing else: no script, no font, no address. */
export function renderReport(results: Results, images: Images): string {
  const test = scoreAll(results, "test");
  const other = scoreAll(results, "other");
  const sets: PictureSet[] = [{ set: "test", title: setTitle(results.data.test), scored: test }];
  if (results.data.other && other.length > 0) {
    sets.push({ set: "other", title: setTitle(results.data.other), scored: other });
  }
  const names = results.networks.map(({ label }) => label).join(", ");
  const title = `Face parsing with ${names}`;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style>${new Html(style)}</style></head>
<body><main><header><h1>${title}</h1>
<p class="quiet">${setTitle(results.data.train)}, at ${results.config.size} × ${results.config.size} pixels · preset ${results.config.preset} · ${results.created.slice(0, 10)}</p>
<nav aria-label="Contents"><ul>${contents.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav></header>
${summarySection(results, test, other)}
${networksSection(sets)}
${classesSection(results, sets)}
${learningSection(results)}
${gallerySection(results, sets, images)}
${casesSection(sets, images)}
${factsSection(results)}
<footer class="quiet">Made by the study example of faceseg from <code>results.json</code>, which holds the pixel counts of every picture: all scores can be recomputed from it.</footer>
</main></body></html>
`;
  return page.text;
}

const contents = [
  ["summary", "Summary"],
  ["networks", "Networks"],
  ["parts", "Parts of the face"],
  ["learning", "Learning curves"],
  ["gallery", "Gallery"],
  ["cases", "Best and worst cases"],
  ["run", "What was run where"],
] as const;

function setTitle({ dataset, split, pictures }: Results["data"]["test"]): string {
  return `${dataset.charAt(0).toUpperCase()}${dataset.slice(1)}, ${split}, ${pictures} pictures`;
}
