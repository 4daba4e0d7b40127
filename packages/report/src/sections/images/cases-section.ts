import type { ScoredSet } from "../../analysis/analysis.ts";
import { featured, type Scored } from "../../analysis/scored.ts";
import { figure, heading, quiet, type Section, tableBlock, text } from "../../document/blocks.ts";
import { score } from "../../document/format.ts";
import { html } from "../../document/html.ts";
import type { Gallery } from "../../gallery/gallery.ts";
import { strip } from "./strip.ts";

/** The images on which each network does worst and best. */
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
        quiet("The worst images, the very worst first:"),
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
        "Ranked by the mean IoU of the single image over the parts that it shows. Among the worst are often faulty labels; look at the truth too.",
      ),
      ...blocks,
    ],
  };
}

/** The same without images. */
function casesInNumbers(sets: readonly ScoredSet[]): Section {
  const cell = ({ evaluation, byImage }: Scored, indices: readonly number[]) => ({
    lines: indices.map((index) => `${evaluation.images[index]?.id}: ${score(byImage[index] ?? Number.NaN)}`),
  });
  return {
    id: "cases",
    title: "Best and worst cases",
    blocks: sets.map(({ title, scored }) =>
      tableBlock({
        caption: `${title}. Numbers of the images in the set, with their mean IoU over the parts that each shows. Among the worst are often faulty labels.`,
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
