import { isDeepStrictEqual } from "node:util";
import { createResults, type Results, resultsSchema } from "@faceseg/evaluation";
import { madeUpResults } from "../../evaluation/test/made-up-results.ts";
import { analyze } from "../src/analysis/analysis.ts";
import { html } from "../src/document/html.ts";
import { emptyGallery } from "../src/gallery/gallery.ts";
import { renderHtml, renderMarkdown } from "../src/render/render.ts";
import { madeUpHypotheses } from "./made-up-hypotheses.ts";

const pixel = "data:image/png;base64,iVBORw0KGgo=";
const options = { resamples: 100 };
const analyzed = (results: Results) =>
  analyze(results, { hypotheses: madeUpHypotheses(results), ...options });
const renderReport = (results: Results, images: () => string | undefined = () => pixel) =>
  renderHtml(analyzed(results), { images, synthetic: null });
/** Without the script, which holds markup of its own. */
const body = (page: string) => page.slice(0, page.indexOf("</main>"));
const results = madeUpResults({ other: true });
const full = madeUpResults({ full: true });
const smallPage = renderReport(results);
const report = body(smallPage);
const analysis = analyzed(full);
const fullPage = renderHtml(analysis, { images: () => pixel, synthetic: null });
const fullReport = body(fullPage);
const count = (pattern: RegExp, text = report) => [...text.matchAll(pattern)].length;

test("html`...` escapes values, nests markup and skips what is absent", () => {
  expect(html`<b title="${'"'}">${"<&>'"}${html`<i>${1}</i>`}${[html`-`, "<"]}${null}${false}</b>`.text).toBe(
    '<b title="&quot;">&lt;&amp;&gt;&#39;<i>1</i>-&lt;</b>',
  );
});

describe("renderHtml(analysis, gallery)", () => {
  const always = [
    "findings",
    "summary",
    "networks",
    "parts",
    "confusion",
    "learning",
    "gallery",
    "cases",
    "run",
  ];
  const measured = ["ablations", "boundaries", "calibration", "robustness", "costs", "seeds"];

  test("has every section of what was measured, and a link to each; findings come first", () => {
    for (const id of [...always, ...measured]) {
      expect(fullReport).toContain(`<section id="${id}"><h2>`);
      expect(fullReport).toContain(`href="#${id}"`);
    }
    for (const id of always) expect(report).toContain(`<section id="${id}"><h2>`);
    for (const id of measured) expect(report).not.toContain(`"${id}"`);
    expect(report.indexOf("<section ")).toBe(report.indexOf('<section id="findings">'));
  });

  test.each([
    ["small", smallPage],
    ["full", fullPage],
  ])("needs nothing from outside the file (%s)", (_, page) => {
    expect(page).not.toMatch(/https?:|<script [^>]*src|<link|@import|url\(|src="(?!data:)/);
  });

  test.each([
    ["small", report],
    ["full", fullReport],
  ])("closes every element that it opens, and prints no undefined value (%s)", (_, page) => {
    for (const tag of [
      "section",
      "table",
      "tbody",
      "tr",
      "td",
      "th",
      "svg",
      "figure",
      "ul",
      "li",
      "div",
      "p",
    ]) {
      expect([tag, count(new RegExp(`<${tag}[ >]`, "g"), page)]).toEqual([
        tag,
        count(new RegExp(`</${tag}>`, "g"), page),
      ]);
    }
    expect(page).not.toMatch(/undefined|NaN|\[object/);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("describes images and charts in words", () => {
    expect(count(/<img /g)).toBe(count(/<img [^>]*alt="[^"]+"/g));
    expect(count(/role="img"/g, fullReport)).toBe(count(/<title id="/g, fullReport));
    expect(count(/role="img"/g, fullReport)).toBe(count(/<desc id="/g, fullReport));
    expect(count(/role="img"/g, fullReport)).toBe(count(/aria-labelledby="/g, fullReport));
    expect(count(/<th[ >]/g, fullReport)).toBe(count(/<th [^>]*scope="/g, fullReport));
  });

  test("shows every gallery image with its truth, the masks of the networks compared, and their cases", () => {
    // 6 of each set in the gallery with 3 masks; 3 worst and 3 best of each of 3 networks with its own mask
    expect(count(/<img /g)).toBe(2 * (6 * 5 + 3 * 6 * 3));
    // Networks that are no variants of others: 6 of 15.
    expect(count(/<img /g, fullReport)).toBe(6 * 8 + 6 * 6 * 3);
  });

  test("stays under 10 MB with 15 networks and two sets of images of 256 x 256", () => {
    const image = `data:image/png;base64,${"A".repeat(16_000)}`;
    const page = renderHtml(analyzed(madeUpResults({ full: true, other: true })), {
      images: () => image,
      synthetic: null,
    });
    expect(page.length).toBeLessThan(10e6);
  });

  test("computes its sentences from the numbers", () => {
    expect(report).toMatch(
      /On the 40 test images of synthetic faces, U-Net \(2025 study\) reaches a mean IoU/,
    );
    expect(report).toContain("The test images are synthetic.");
    expect(report).toContain("U-Net (2025 study) and SegNet (2025 study) kept the last epoch");
    expect(report).toMatch(/U-Net \(2025 study\) leads SegNet \(2025 study\) by 0\.\d{3} mean IoU/);
    expect(report).toContain(
      "U-Net (2025 study) needs the fewest operations (0.091 GMAC for an image) and is the fastest",
    );
    expect(report).toContain("2 of 17 label maps had left and right exchanged: put right");
    expect(fullReport).toContain("Each network was trained 2 times");
    expect(report).toContain("<li>The networks are narrower than those of the study.</li>");
    expect(report).toContain('<th scope="row">Preset</th><td>quick</td>');
  });

  test("prints each finding's verdict, and why it was not tested", () => {
    for (const { statement, verdict } of analysis.findings) {
      const row = fullReport.slice(fullReport.indexOf(`<th scope="row">${html`${statement}`.text}</th>`));
      expect([statement, row.slice(0, row.indexOf("</tr>")).includes(verdict)]).toEqual([statement, true]);
    }
    expect(report).toContain("the run has no unet, unet-no-skips");
  });

  test("marks the best network of a column, and none where all are equal", () => {
    const section = (page: string) => page.slice(page.indexOf('id="networks"'), page.indexOf('id="parts"'));
    expect(count(/class="n best"/g, section(report))).toBe(9 + 4);
    const [first] = results.networks;
    if (!first) throw new Error("no network");
    const twins = { ...results, networks: [first, { ...first, name: "twin", key: "twin", label: "Twin" }] };
    const same = renderReport(twins);
    expect(section(same)).not.toContain('best"');
    expect(same).toContain("these images do not settle which of the two is better");
  });

  test("escapes names that come from files", () => {
    const nasty = renderReport(madeUpResults({ ids: (i) => `<img src=x onerror="alert(${i})">` }));
    expect(nasty).not.toContain("<img src=x");
    expect(nasty).toContain("&lt;img src=x");
  });

  test("copes with one network, one image, and drawings that are missing", () => {
    const [first] = madeUpResults().networks;
    if (!first) throw new Error("no network");
    const test = { ...first.test, images: first.test.images.slice(0, 1) };
    const one = renderReport({ ...madeUpResults(), networks: [{ ...first, test }] }, () => undefined);
    expect(one).toContain("not drawn");
    expect(one).not.toMatch(/undefined|NaN/);
  });
});

describe("renderHtml(analysis, gallery) of any two networks", () => {
  const evaluation = (hits: readonly number[]) => ({
    dataset: "cats",
    split: "test",
    folder: null,
    images: hits.map((hit, i) => ({ id: `cat-${i}`, counts: [80, 0, 20 - hit, hit] })),
    quality: null,
    latency: null,
  });
  const cats = createResults({
    classes: [
      { id: 0, name: "background", color: [0, 0, 0] },
      { id: 1, name: "cat", color: [200, 100, 0] },
    ],
    imageSize: 10,
    networks: [
      { name: "my-net", label: "My network", test: evaluation([18, 19, 17, 18, 19, 18, 17, 19]) },
      { name: "baseline", test: evaluation([10, 12, 11, 9, 12, 10, 11, 12]) },
    ],
  });
  const page = body(renderHtml(analyze(cats, options), emptyGallery));

  test("has a full table of findings without any hypotheses", () => {
    const row = page.slice(page.indexOf('<th scope="row">My network beats baseline.</th>'));
    const cells = row.slice(0, row.indexOf("</tr>"));
    expect(cells).toContain("✓ supported");
    // 145 of 160 pixels hit, and 87.
    expect(cells).toContain("My network 0.906, baseline 0.544");
    expect(cells).toContain("+0.363");
    expect(cells).toMatch(/\+0\.\d{3} to \+0\.\d{3}/);
    expect(page).toContain("Of 1 hypothesis: 1 supported, 0 refuted");
  });

  test("names the two, their data and classes, and nothing of faces or of what was not measured", () => {
    expect(page).toContain("My network, baseline</h1>");
    expect(page).toContain("On the 8 test images of cats, My network reaches a mean IoU");
    expect(page).toContain("The easiest part is cat");
    for (const id of ["learning", "costs", "robustness", "ablations", "boundaries", "calibration", "seeds"]) {
      expect(page).not.toContain(`id="${id}"`);
    }
    for (const caption of ["Settings", "Machine", "Training", "Left and right"]) {
      expect(page).not.toContain(`<caption>${caption}`);
    }
    expect(page).not.toMatch(/undefined|NaN|U-Net|PSPNet|SegNet|2025|brows|lips/);
  });
});

test("renderMarkdown(analysis) has the findings and tables of the page, each line of a table as wide as its head", () => {
  const words = renderMarkdown(analysis);
  for (const { statement } of analysis.findings) expect(words).toContain(statement);
  expect(words).toContain("## Robustness");
  expect(words).not.toMatch(/undefined|NaN|<svg|<td/);
  const tables = words
    .trim()
    .split("\n\n")
    .filter((block) => block.startsWith("|"));
  expect(tables.length).toBeGreaterThan(20);
  for (const table of tables) {
    const widths = table.split("\n").map((line) => line.replaceAll("\\|", "").split("|").length);
    expect(new Set(widths).size).toBe(1);
  }
});

test("resultsSchema takes made-up results, and refuses a key that it does not know", () => {
  // Jest's toEqual takes twenty seconds for them.
  expect(isDeepStrictEqual(resultsSchema.parse(results), results)).toBe(true);
  expect(isDeepStrictEqual(resultsSchema.parse(full), full)).toBe(true);
  expect(resultsSchema.safeParse({ ...results, extra: 1 }).success).toBe(false);
});
