import { type Html, html } from "../document/html.ts";

/** The name and description of a chart. */
export interface Titles {
  /** Unique in the page. */
  readonly id: string;
  /** Above the chart. */
  readonly title: string;
  /** For those who do not see it. */
  readonly description: string;
}

/** A figure with an SVG of a given size. Its text scales with it, so its width is kept within limits. */
export function frame(titles: Titles, size: { width: number; height: number }, body: Html): Html {
  const { id, title, description } = titles;
  return html`<figure><figcaption>${title}</figcaption><div class="scroll" tabindex="0"><svg viewBox="0 0 ${size.width} ${size.height}" style="min-width: ${Math.round(size.width * 0.75)}px; max-width: ${Math.round(size.width * 1.25)}px" role="img" aria-labelledby="${id}-title ${id}-description">
<title id="${id}-title">${title}</title><desc id="${id}-description">${description}</desc>
${body}</svg></div></figure>
`;
}

/** Rounds coordinates: a tenth of a pixel is enough. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The shape of a mark: it shows to which group a network belongs. */
export type Shape = "circle" | "diamond" | "triangle";

const shapes = ["circle", "diamond", "triangle"] as const;

/** The shape for the group at a place; after the last one they repeat. */
export const shapeAt = (place: number): Shape => shapes[place % shapes.length] ?? "circle";

/** A mark around a point, with a text that shows when the pointer is over it. */
export function mark(shape: Shape, x: number, y: number, look: string, words: string): Html {
  const [cx, cy] = [round(x), round(y)];
  const title = html`<title>${words}</title>`;
  if (shape === "circle")
    return html`<circle class="fill ${look}" cx="${cx}" cy="${cy}" r="4.5">${title}</circle>`;
  const points =
    shape === "diamond"
      ? `${cx},${round(cy - 6)} ${round(cx + 6)},${cy} ${cx},${round(cy + 6)} ${round(cx - 6)},${cy}`
      : `${cx},${round(cy - 5.5)} ${round(cx + 5.5)},${round(cy + 4.5)} ${round(cx - 5.5)},${round(cy + 4.5)}`;
  return html`<polygon class="fill ${look}" points="${points}">${title}</polygon>`;
}

/** Names of the looks, above a chart. */
export function legend(
  series: readonly { readonly look: string; readonly label: string; readonly shape?: Shape }[],
): Html {
  const entries = series.map(({ look, label, shape }) => {
    const sample = shape
      ? mark(shape, 9, 8, look, label)
      : html`<line class="stroke ${look}" x1="0" x2="30" y1="8" y2="8"/>`;
    return html`<li><svg class="sample" viewBox="0 0 ${shape ? 18 : 30} 16" width="${shape ? 18 : 30}" height="16" aria-hidden="true">${sample}</svg>${label}</li>`;
  });
  return html`<ul class="legend">${entries}</ul>
`;
}
