import type { Results } from "../results.ts";
import { score } from "./format.ts";
import { type Html, html } from "./html.ts";
import { galleryIndices, type Scored } from "./view.ts";

/** A drawing as a data URI: `what` is `picture`, `truth` or a network's name; undefined when it was not drawn. */
export type Images = (set: string, index: number, what: string) => string | undefined;

/** Test pictures with their truth and every network's mask side by side. */
export function gallerySection(results: Results, sets: readonly PictureSet[], images: Images): Html {
  const tables = sets.map(
    ({ set, title, scored }) => html`<h3>${title}</h3>
${faceTable({
  caption:
    "Pictures spread evenly over the set, chosen before any was scored. Below each mask: its mean IoU on this picture.",
  set,
  indices: galleryIndices(scored[0]?.evaluation.pictures.length ?? 0),
  scored,
  images,
})}`,
  );
  const colours = results.classes.map(
    ({ name, color }) =>
      html`<li><span class="swatch" style="background: rgb(${color.join(", ")})"></span>${name}</li>`,
  );
  return html`<section id="gallery"><h2>Gallery</h2><ul class="legend" aria-label="Colours of the parts">${colours}</ul>${tables}</section>`;
}

/** The pictures on which each network does worst and best. */
export function casesSection(sets: readonly PictureSet[], images: Images): Html {
  const tables = sets.flatMap(({ set, title, scored }) =>
    scored.map(
      (one) => html`<h3>${one.label} on ${title}</h3>
${faceTable({
  caption: `The worst pictures of ${one.label}, the very worst first.`,
  set,
  indices: one.cases.worst,
  scored,
  images,
  own: one,
})}
${faceTable({ caption: `Its best pictures.`, set, indices: one.cases.best, scored, images, own: one })}`,
    ),
  );
  return html`<section id="cases"><h2>Best and worst cases</h2>
<p>Ranked by the mean IoU of the single picture over the parts that it shows. Among the worst are often faulty labels; look at the truth too.</p>${tables}</section>`;
}

export interface PictureSet {
  readonly set: string;
  readonly title: string;
  readonly scored: readonly Scored[];
}

function faceTable(options: {
  caption: string;
  set: string;
  indices: readonly number[];
  scored: readonly Scored[];
  images: Images;
  own?: Scored;
}): Html {
  const { caption, set, indices, scored, images, own } = options;
  const rows = indices.map((index) => {
    const id = scored[0]?.evaluation.pictures[index]?.id ?? String(index);
    const masks = scored.map((one) => {
      const value = score(one.pictures[index] ?? Number.NaN);
      const alt = `Mask of ${one.label} for ${id}, mean IoU ${value}`;
      return html`<td>${image(images(set, index, one.key), alt, "mask")}<small class="${one === own ? "own" : ""}">${value}</small></td>`;
    });
    return html`<tr><td>${image(images(set, index, "picture"), `Picture ${id}`, "picture")}<small>${shortId(id)}</small></td><td>${image(images(set, index, "truth"), `True mask of ${id}`, "mask")}</td>${masks}</tr>
`;
  });
  return html`<table class="faces"><caption>${caption}</caption><thead><tr><th scope="col">Picture</th><th scope="col">Truth</th>${scored.map(
    ({ label }) => html`<th scope="col">${label}</th>`,
  )}</tr></thead><tbody>${rows}</tbody></table>`;
}

function image(source: string | undefined, alt: string, kind: string): Html {
  return source ? html`<img class="${kind}" src="${source}" alt="${alt}">` : html`<em>not drawn</em>`;
}

/** Both ends of a long name: numbers stand at one of them. */
function shortId(id: string): string {
  return id.length > 15 ? `${id.slice(0, 7)}…${id.slice(-7)}` : id;
}
