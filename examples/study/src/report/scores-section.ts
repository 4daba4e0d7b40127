import { summarize } from "../bootstrap.ts";
import type { Results } from "../results.ts";
import { barChart, legend } from "./charts.ts";
import { bytes, count, gmacs, milliseconds, score } from "./format.ts";
import type { PictureSet } from "./gallery.ts";
import { type Html, html } from "./html.ts";
import { groupedTable, rankedTable } from "./tables.ts";
import type { Scored } from "./view.ts";

/** The networks against each other: how good, how large, how fast. */
export function networksSection(sets: readonly PictureSet[]): Html {
  const quality = [
    {
      title: html`Mean IoU<span class="interval">95 % interval</span>`,
      value: (row: Scored) => row.scores.meanIou,
      print: (value: number, row: Scored) => {
        const { low, high } = summarize(row.bootstrap);
        return html`${score(value)}<span class="interval">${score(low)}–${score(high)}</span>`;
      },
      best: "highest",
    },
    { title: "Mean F1", value: (row: Scored) => row.scores.meanF1, print: score, best: "highest" },
    {
      title: "Pixel accuracy",
      value: (row: Scored) => row.scores.pixelAccuracy,
      print: score,
      best: "highest",
    },
  ] as const;
  const latency = (row: Scored, which: "p50" | "p90") => row.evaluation.latency?.[which] ?? Number.NaN;
  const cost = [
    {
      title: "Parameters",
      value: (row: Scored) => row.network.training.network.parameters,
      print: count,
      best: "lowest",
    },
    {
      title: "GMACs",
      value: (row: Scored) => row.network.training.network.macs,
      print: gmacs,
      best: "lowest",
    },
    { title: "ms, p50", value: (row: Scored) => latency(row, "p50"), print: milliseconds, best: "lowest" },
    { title: "ms, p90", value: (row: Scored) => latency(row, "p90"), print: milliseconds, best: "lowest" },
    {
      title: "Peak memory",
      value: (row: Scored) => row.network.training.peakRssBytes,
      print: bytes,
      best: "lowest",
    },
  ] as const;
  const tables = sets.map(({ set, title, scored }) =>
    rankedTable({
      caption: `${title}. Mean IoU and mean F1 leave the background out; the best value of each column is marked.`,
      corner: "Network",
      rows: scored,
      head: (row) => row.label,
      columns: set === "test" ? [...quality, ...cost] : [...quality],
    }),
  );
  return html`<section id="networks"><h2>Networks</h2>${tables}
<p class="quiet">GMACs: thousand millions of multiply-accumulates for one picture. ms: time from picture to mask, one picture at a time, after warm-up. Peak memory: highest resident memory of the whole process, sampled four times a second while the network trained.</p></section>`;
}

/** Every part by itself, as a table and as bars. */
export function classesSection(results: Results, sets: readonly PictureSet[]): Html {
  const blocks = sets.map(({ set, title, scored }) => {
    const rows = results.classes.filter(({ id }) => id !== 0);
    const chart = (kind: "iou" | "f1", name: string) =>
      barChart({
        id: `${set}-${kind}`,
        title: `${name} of every part`,
        description: `Bars from 0 to 1, one for each network; the numbers are in the table above.`,
        groups: rows.map(({ name: part }) => part),
        series: scored.map((one) => ({
          ...one,
          values: rows.map(({ id }) => one.scores[kind][id] ?? Number.NaN),
        })),
      });
    return html`<h3>${title}</h3>
${groupedTable({
  caption: "IoU and F1 of every part over all pixels of the set; the best network of each row is marked.",
  corner: "Part",
  rows: results.classes,
  head: ({ name }) => name,
  lead: { title: "Pixels", print: ({ id }) => `${((scored[0]?.scores.share[id] ?? 0) * 100).toFixed(2)} %` },
  networks: scored.map(({ label }) => label),
  groups: [
    { title: "IoU", values: ({ id }) => scored.map((one) => one.scores.iou[id] ?? Number.NaN), print: score },
    { title: "F1", values: ({ id }) => scored.map((one) => one.scores.f1[id] ?? Number.NaN), print: score },
  ],
})}
${legend(scored)}<div class="pair">${chart("iou", "IoU")}${chart("f1", "F1")}</div>`;
  });
  return html`<section id="parts"><h2>Parts of the face</h2>${blocks}</section>`;
}
