import type { Results } from "../results.ts";
import { figure, heading, quiet, type Section, text } from "./blocks.ts";
import { score } from "./format.ts";
import { type Html, html } from "./html.ts";
import type { ScoredSet } from "./sections/networks.ts";
import { featured, galleryIndices, type Scored } from "./view.ts";

/** A drawing as a data URI: `what` is `picture`, `truth` or a network's key; undefined when it was not drawn. */
export type Images = (set: string, index: number, what: string) => string | undefined;

/** Test pictures with their truth and every network's mask; the page's script makes one viewer of them. */
export function gallerySection(results: Results, sets: readonly ScoredSet[], images: Images): Section {
  const colours = results.classes.map(
    ({ name, color }) =>
      html`<li><span class="swatch" style="background: rgb(${color.join(", ")})"></span>${name}</li>`,
  );
  const strips = sets.flatMap(({ set, title, scored }) => {
    const [first] = scored;
    const faces = galleryIndices(first?.evaluation.pictures.length ?? 0).map((index) =>
      strip({ set, index, scored, images }),
    );
    return [
      ...(sets.length > 1 ? [heading(title)] : []),
      figure(html`<div class="faces" data-viewer>${faces}</div>`),
    ];
  });
  return {
    id: "gallery",
    title: "Gallery",
    blocks: [
      text(
        "Pictures spread evenly over the set, chosen before any was scored. Below each mask: its mean IoU on this picture.",
      ),
      figure(html`<ul class="legend" aria-label="Colours of the parts">${colours}</ul>`),
      ...strips,
    ],
  };
}

/** The pictures on which each network does worst and best. */
export function casesSection(sets: readonly ScoredSet[], images: Images): Section {
  const blocks = sets.flatMap(({ set, title, scored }) =>
    featured(scored).flatMap((one) => {
      const faces = (indices: readonly number[]) =>
        figure(
          html`<div class="faces cases">${indices.map((index) => strip({ set, index, scored: [one], images }))}</div>`,
        );
      return [
        heading(sets.length > 1 ? `${one.label}: ${title}` : one.label),
        quiet("The worst pictures, the very worst first:"),
        faces(one.cases.worst),
        quiet("The best:"),
        faces(one.cases.best),
      ];
    }),
  );
  return {
    id: "cases",
    title: "Best and worst cases",
    blocks: [
      text(
        "Ranked by the mean IoU of the single picture over the parts that it shows. Among the worst are often faulty labels; look at the truth too.",
      ),
      ...blocks,
    ],
  };
}

/** One face: picture, truth and masks beside each other. */
function strip(options: { set: string; index: number; scored: readonly Scored[]; images: Images }): Html {
  const { set, index, scored, images } = options;
  const id = scored[0]?.evaluation.pictures[index]?.id ?? String(index);
  const layer = (what: string, name: string, alt: string, value?: string) => {
    const source = images(set, index, what);
    const image = source
      ? html`<img class="${what === "picture" ? "picture" : "mask"}" src="${source}" alt="${alt}">`
      : html`<em>not drawn</em>`;
    return html`<li data-name="${name}" data-score="${value ?? ""}">${image}<small>${name}${value && html`<br>${value}`}</small></li>`;
  };
  const masks = scored.map(({ key, label, pictures }) => {
    const value = score(pictures[index] ?? Number.NaN);
    return layer(key, label, `Mask of ${label} for ${id}, mean IoU ${value}`, value);
  });
  return html`<ul class="strip" aria-label="Picture ${id}" data-id="${id}">${layer("picture", shortId(id), `Picture ${id}`)}${layer("truth", "Truth", `True mask of ${id}`)}${masks}</ul>
`;
}

/** Both ends of a long name: numbers stand at one of them. */
function shortId(id: string): string {
  return id.length > 15 ? `${id.slice(0, 7)}…${id.slice(-7)}` : id;
}
