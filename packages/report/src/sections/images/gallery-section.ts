import type { Results } from "@faceseg/evaluation";
import type { ScoredSet } from "../../analysis/analysis.ts";
import { featured, galleryIndices } from "../../analysis/scored.ts";
import { figure, heading, type Section, text } from "../../document/blocks.ts";
import { html } from "../../document/html.ts";
import type { Gallery } from "../../gallery/gallery.ts";
import { strip } from "./strip.ts";

/** A set of images, and the networks whose masks are shown with them. */
type Shown = Pick<ScoredSet, "title" | "scored"> & { readonly set: string };

/** What the gallery is of. */
function introduction({ data }: Results, { synthetic: drawn }: Gallery): string {
  if (!drawn) {
    return "Images spread evenly over the set, chosen before any was scored. Below each mask: its mean IoU on this image.";
  }
  const photographs = data.test.synthetic
    ? ""
    : " The images of the data set may not be passed on. The networks were trained on photographs, which look different: look at the kind of mistakes, not at how many there are.";
  return `Images drawn by a program; no network was trained on them.${photographs} Below each mask: its mean IoU on this drawing.`;
}

/**
 * Test images with their truth and the masks of the networks that are compared; the page's script makes one viewer
 * of them.
 */
export function gallerySection(results: Results, sets: readonly ScoredSet[], gallery: Gallery): Section {
  const { images } = gallery;
  const shown: readonly Shown[] = gallery.synthetic
    ? [{ set: "synthetic", title: "Synthetic images", scored: gallery.synthetic }]
    : sets;
  const colors = results.classes.map(
    ({ name, color }) =>
      html`<li><span class="swatch" style="background: rgb(${color.join(", ")})"></span>${name}</li>`,
  );
  const strips = shown.flatMap(({ set, title, scored }) => {
    const [first] = scored;
    const faces = galleryIndices(first?.evaluation.images.length ?? 0).map((index) =>
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
      figure(html`<ul class="legend" aria-label="Colors of the parts">${colors}</ul>`),
      ...strips,
    ],
  };
}
