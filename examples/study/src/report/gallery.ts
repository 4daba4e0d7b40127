import type { Results } from "../results.ts";
import { figure, heading, quiet, type Section, tableBlock, text } from "./blocks.ts";
import { score } from "./format.ts";
import { type Html, html } from "./html.ts";
import type { ScoredSet } from "./sections/networks.ts";
import { featured, galleryIndices, type Scored } from "./view.ts";

/** A drawing as a data URI: `what` is `picture`, `truth` or a network's key; undefined when it was not drawn. */
export type Images = (set: string, index: number, what: string) => string | undefined;

/** What a report shows of faces. */
export interface Gallery {
  readonly images: Images;
  /**
   * Where the pictures of the data may not be shown: the networks on synthetic faces, which `images` knows as a set
   * "synthetic", to be shown in their place.
   */
  readonly synthetic: readonly Scored[] | null;
}

/** A set of pictures, and the networks whose masks are shown with them. */
type Shown = Pick<ScoredSet, "title" | "scored"> & { readonly set: string };

/** What the gallery is of. */
function introduction({ config }: Results, { synthetic: drawn }: Gallery): string {
  if (!drawn) {
    return "Pictures spread evenly over the set, chosen before any was scored. Below each mask: its mean IoU on this picture.";
  }
  const photographs =
    config.data === null
      ? ""
      : " The pictures of the data set may not be passed on. The networks learned from photographs, which prepare badly for drawings: look at the kind of mistakes, not at how many there are.";
  return `Faces drawn by a program, from which no network learned.${photographs} Below each mask: its mean IoU on this drawing.`;
}

/**
 * Test pictures with their truth and the masks of the networks that are compared; the page's script makes one viewer
 * of them.
 */
export function gallerySection(results: Results, sets: readonly ScoredSet[], gallery: Gallery): Section {
  const { images } = gallery;
  const shown: readonly Shown[] = gallery.synthetic
    ? [{ set: "synthetic", title: "Synthetic faces", scored: gallery.synthetic }]
    : sets;
  const colours = results.classes.map(
    ({ name, color }) =>
      html`<li><span class="swatch" style="background: rgb(${color.join(", ")})"></span>${name}</li>`,
  );
  const strips = shown.flatMap(({ set, title, scored }) => {
    const [first] = scored;
    const faces = galleryIndices(first?.evaluation.pictures.length ?? 0).map((index) =>
      strip({ set, index, scored: featured(scored), images }),
    );
    return [
      ...(shown.length > 1 ? [heading(title)] : []),
      figure(html`<div class="faces" data-viewer>${faces}</div>`),
    ];
  });
  return {
    id: "gallery",
    title: "Gallery",
    blocks: [
      text(introduction(results, gallery)),
      figure(html`<ul class="legend" aria-label="Colours of the parts">${colours}</ul>`),
      ...strips,
    ],
  };
}

/** The pictures on which each network does worst and best. */
export function casesSection(sets: readonly ScoredSet[], gallery: Gallery): Section {
  if (gallery.synthetic) return casesInNumbers(sets);
  const { images } = gallery;
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

/** The same without pictures. */
function casesInNumbers(sets: readonly ScoredSet[]): Section {
  const cell = ({ evaluation, pictures }: Scored, indices: readonly number[]) => ({
    lines: indices.map(
      (index) => `${evaluation.pictures[index]?.id}: ${score(pictures[index] ?? Number.NaN)}`,
    ),
  });
  return {
    id: "cases",
    title: "Best and worst cases",
    blocks: sets.map(({ title, scored }) =>
      tableBlock({
        caption: `${title}. Numbers of the pictures in the set, with their mean IoU over the parts that each shows. Among the worst are often faulty labels.`,
        corner: "Network",
        columns: ["The worst, the very worst first", "The best"].map((name) => ({
          title: name,
          numeric: false,
        })),
        groups: [
          {
            title: null,
            rows: featured(scored).map((one) => ({
              head: one.label,
              cells: [cell(one, one.cases.worst), cell(one, one.cases.best)],
            })),
          },
        ],
      }),
    ),
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
  return html`<ul class="strip" aria-label="RgbImage ${id}" data-id="${id}">${layer("picture", shortId(id), `RgbImage ${id}`)}${layer("truth", "Truth", `True mask of ${id}`)}${masks}</ul>
`;
}

/** Both ends of a long name: numbers stand at one of them. */
function shortId(id: string): string {
  return id.length > 15 ? `${id.slice(0, 7)}…${id.slice(-7)}` : id;
}
