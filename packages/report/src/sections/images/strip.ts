import type { Scored } from "../../analysis/scored.ts";
import { score } from "../../document/format.ts";
import { type Html, html } from "../../document/html.ts";
import type { Images } from "../../gallery/gallery.ts";

/** One image, its truth and masks beside each other. */
export function strip(options: {
  readonly set: string;
  readonly index: number;
  readonly scored: readonly Scored[];
  readonly images: Images;
}): Html {
  const { set, index, scored, images } = options;
  const id = scored[0]?.evaluation.images[index]?.id ?? String(index);
  const layer = (what: string, name: string, alt: string, value?: string) => {
    const source = images(set, index, what);
    const image = source
      ? html`<img class="${what === "image" ? "image" : "mask"}" src="${source}" alt="${alt}">`
      : html`<em>not drawn</em>`;
    return html`<li data-name="${name}" data-score="${value ?? ""}">${image}<small>${name}${value && html`<br>${value}`}</small></li>`;
  };
  const masks = scored.map(({ key, label, byImage }) => {
    const value = score(byImage[index] ?? Number.NaN);
    return layer(key, label, `Mask of ${label} for ${id}, mean IoU ${value}`, value);
  });
  return html`<ul class="strip" aria-label="Image ${id}" data-id="${id}">${layer("image", shortId(id), `Image ${id}`)}${layer("truth", "Truth", `True mask of ${id}`)}${masks}</ul>
`;
}

/** Both ends of a long name: numbers stand at one of them. */
function shortId(id: string): string {
  return id.length > 15 ? `${id.slice(0, 7)}…${id.slice(-7)}` : id;
}
