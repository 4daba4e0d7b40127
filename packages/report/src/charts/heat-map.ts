import { type Html, html } from "../document/html.ts";
import { frame, type Titles } from "./frame.ts";

/** Which class was taken for which: one row for each true class, with shares of its pixels. */
export function heatMap(
  options: Titles & { classes: readonly string[]; share: (truth: number, prediction: number) => number },
): Html {
  const { classes, share } = options;
  const [left, top, cell] = [100, 86, 28];
  const size = { width: left + classes.length * cell + 6, height: top + classes.length * cell + 6 };
  const columns = classes.map((name, i) => {
    const x = left + (i + 0.5) * cell;
    return html`<text class="label" transform="translate(${x} ${top - 6}) rotate(-45)">${name}</text>`;
  });
  const rows = classes.map((name, truth) => {
    const y = top + truth * cell;
    const cells = classes.map((other, prediction) => {
      const value = share(truth, prediction);
      if (!Number.isFinite(value)) return null;
      // Small shares are what one looks for: the root spreads them.
      const strength = Math.round(Math.sqrt(value) * 100);
      return html`<rect class="heat" style="--s: ${strength}%" x="${left + prediction * cell}" y="${y}" width="${cell - 1}" height="${cell - 1}"><title>${name} taken for ${other}: ${(value * 100).toFixed(1)} %</title></rect>${
        value >= 0.005 &&
        html`<text class="${strength > 55 ? "on-heat" : "off-heat"}" x="${left + (prediction + 0.5) * cell}" y="${y + cell / 2}" text-anchor="middle" dominant-baseline="central">${Math.round(value * 100)}</text>`
      }`;
    });
    return html`<text class="label" x="${left - 6}" y="${y + cell / 2}" text-anchor="end" dominant-baseline="central">${name}</text>${cells}
`;
  });
  return frame(options, size, html`${columns}${rows}`);
}
