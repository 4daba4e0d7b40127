import { html } from "../src/report/html.ts";
import { renderReport } from "../src/report/report.ts";
import { resultsSchema } from "../src/results.ts";
import { madeUpResults } from "./made-up-results.ts";

const pixel = "data:image/png;base64,iVBORw0KGgo=";
const results = madeUpResults({ other: true });
const report = renderReport(results, () => pixel);
const count = (pattern: RegExp, text = report) => [...text.matchAll(pattern)].length;

test("html`...` escapes values, nests markup and leaves out what is absent", () => {
  expect(html`<b title="${'"'}">${"<&>'"}${html`<i>${1}</i>`}${[html`-`, "<"]}${null}${false}</b>`.text).toBe(
    '<b title="&quot;">&lt;&amp;&gt;&#39;<i>1</i>-&lt;</b>',
  );
});

describe("renderReport(results, images)", () => {
  test("has every section, and a link to each", () => {
    for (const id of ["summary", "networks", "parts", "learning", "gallery", "cases", "run"]) {
      expect(report).toContain(`<section id="${id}"><h2>`);
      expect(report).toContain(`href="#${id}"`);
    }
  });

  test("needs nothing from outside the file", () => {
    expect(report).not.toMatch(/https?:|<script|<link|@import|url\(|src="(?!data:)/);
  });

  test("closes every element that it opens", () => {
    for (const tag of [
      "section",
      "table",
      "tr",
      "td",
      "th",
      "svg",
      "figure",
      "ul",
      "li",
      "div",
      "p",
      "small",
    ]) {
      expect([tag, count(new RegExp(`<${tag}[ >]`, "g"))]).toEqual([
        tag,
        count(new RegExp(`</${tag}>`, "g")),
      ]);
    }
    expect(report).not.toMatch(/undefined|NaN|\[object/);
  });

  test("describes pictures and charts in words", () => {
    expect(count(/<img /g)).toBe(count(/<img [^>]*alt="[^"]+"/g));
    expect(count(/<svg /g)).toBe(count(/<title id="/g));
    expect(count(/<svg /g)).toBe(6);
    expect(count(/<th[ >]/g)).toBe(count(/<th [^>]*scope="/g));
  });

  test("shows every gallery picture with its truth and three masks", () => {
    // 6 of each set in the gallery, 3 worst and 3 best of each of 3 networks on each of 2 sets
    expect(count(/<img /g)).toBe((2 * 6 + 2 * 3 * 6) * 5);
  });

  test("computes its sentences from the numbers", () => {
    expect(report).toMatch(/On the 40 test pictures of synthetic faces, <strong>U-Net<\/strong> reaches/);
    expect(report).toContain("The faces are synthetic drawings.");
    expect(report).toContain("U-Net and SegNet kept the last epoch");
    expect(report).toMatch(/U-Net leads SegNet by 0\.\d{3} mean IoU/);
    expect(report).toContain("U-Net needs the fewest operations (0.091 GMAC a picture) and is the fastest");
    expect(report).toContain("2 of 17 label maps had left and right exchanged: put right");
  });

  test("marks the best network of a column, and none where all are equal", () => {
    const networks = report.slice(report.indexOf('id="networks"'), report.indexOf('id="parts"'));
    expect(count(/class="n best"/g, networks)).toBe(8 + 3);
    const [first] = results.networks;
    if (!first) throw new Error("no network");
    const twins = { ...results, networks: [first, { ...first, name: "segnet" as const, label: "Twin" }] };
    const same = renderReport(twins, () => pixel);
    expect(same.slice(same.indexOf('id="networks"'), same.indexOf('id="parts"'))).not.toContain('best"');
    expect(same).toContain("these pictures do not settle which of the two is better");
  });

  test("escapes names that come from files", () => {
    const nasty = renderReport(
      madeUpResults({ ids: (i) => `<img src=x onerror="alert(${i})">` }),
      () => pixel,
    );
    expect(nasty).not.toContain("<img src=x");
    expect(nasty).toContain("&lt;img src=x");
  });

  test("copes with one network, one picture, and drawings that are missing", () => {
    const [first] = madeUpResults().networks;
    if (!first) throw new Error("no network");
    const test = { ...first.test, pictures: first.test.pictures.slice(0, 1) };
    const one = renderReport({ ...madeUpResults(), networks: [{ ...first, test }] }, () => undefined);
    expect(one).toContain("not drawn");
    expect(one).not.toMatch(/undefined|NaN/);
  });
});

test("resultsSchema takes made-up results, and refuses a key that it does not know", () => {
  expect(resultsSchema.parse(results)).toEqual(results);
  expect(resultsSchema.safeParse({ ...results, extra: 1 }).success).toBe(false);
});
