import type { Quality, Results } from "@faceseg/evaluation";
import {
  boundaryF1,
  boundaryIou,
  boundaryMatchTable,
  boundaryTable,
  distribution,
  meanOf,
  pixelAccuracy,
  totalOf,
} from "@faceseg/metrics";
import { grouped } from "../analysis/grouped.ts";
import { featured, type Scored } from "../analysis/scored.ts";
import { legend } from "../charts/frame.ts";
import { lineChart } from "../charts/line-chart.ts";
import { type Block, figure, quiet, type Section } from "../document/blocks.ts";
import { score } from "../document/format.ts";
import { type Column, rankedTable } from "../document/tables.ts";

/** A network with measures of borders and calibration. */
export type Examined = Scored & { readonly quality: Quality };

/** The networks with measures of borders and calibration. */
export function examined(scored: readonly Scored[]): Examined[] {
  return scored.flatMap((one) => (one.evaluation.quality ? { ...one, quality: one.evaluation.quality } : []));
}

/** How well borders are drawn; null when it was not measured. */
export function boundariesSection({ classes }: Results, scored: readonly Scored[]): Section | null {
  const rows = examined(scored);
  const [first] = rows;
  if (!first) return null;
  const columns = columnsOf(first.quality, classes.length);
  const blocks: Block[] = [
    rankedTable({
      caption: "Borders of the parts on the test images, mean over the parts.",
      corner: "Network",
      groups: grouped(rows),
      head: ({ label }) => label,
      columns,
    }),
    quiet(
      "Boundary IoU compares bands along the borders; its widths are shares of the image's diagonal. Boundary F1 counts border pixels within a few pixels of the other map's. Hausdorff 95: the distance that 95 % of a part's border keep within, median over images and parts. Trimap accuracy counts only pixels near a true border.",
    ),
  ];
  if (first.quality.trimap.length > 1) {
    const shown = examined(featured(rows));
    blocks.push(
      figure(legend(shown)),
      figure(
        lineChart({
          id: "trimap",
          title: "Pixel accuracy near true borders",
          description:
            "One curve for each network over the width of the strip; the numbers are in the table above.",
          xLabel: "pixels from the border",
          series: shown.map((row) => ({
            ...row,
            points: row.quality.trimap.map(({ radius, counts }) => [
              radius,
              pixelAccuracy({ numClasses: classes.length, counts }),
            ]),
          })),
          domain: zoomed(shown, classes.length),
        }),
      ),
    );
  }
  return { id: "boundaries", title: "Borders", blocks };
}

/** Accuracies lie close together below 1. */
function zoomed(rows: readonly Examined[], numClasses: number): [number, number] {
  const all = rows.flatMap(({ quality }) =>
    quality.trimap.map(({ counts }) => pixelAccuracy({ numClasses, counts })),
  );
  return [Math.floor(Math.min(...all) * 10) / 10, 1];
}

function columnsOf(quality: Quality, numClasses: number): Column<Examined>[] {
  return [
    ...quality.boundaryIou.map(
      ({ ratio }, i): Column<Examined> => ({
        title: "Boundary IoU",
        note: `${(ratio * 100).toFixed(1)} % band`,
        value: (row) => {
          const images = row.quality.boundaryIou[i]?.images ?? [];
          return meanOf(
            boundaryIou(
              totalOf(
                boundaryTable(
                  images.map((counts, at) => ({ id: String(at), counts: { numClasses, ...counts } })),
                ),
              ),
            ),
          );
        },
        print: score,
        best: "highest",
      }),
    ),
    ...quality.boundaryF1.map(
      ({ tolerance }, i): Column<Examined> => ({
        title: "Boundary F1",
        note: `within ${tolerance} px`,
        value: (row) => {
          const images = row.quality.boundaryF1[i]?.images ?? [];
          return meanOf(
            boundaryF1(
              totalOf(
                boundaryMatchTable(
                  images.map((counts, at) => ({ id: String(at), counts: { numClasses, ...counts } })),
                ),
              ),
            ),
          );
        },
        print: score,
        best: "highest",
      }),
    ),
    {
      title: "Hausdorff 95",
      note: "px, median",
      value: (row) => {
        const distances = row.quality.hausdorff95.flatMap((parts) =>
          parts.slice(1).map((value) => (value === null ? Number.NaN : Number(value))),
        );
        return distribution(distances, { quantiles: [0.5] }).quantiles[0] ?? Number.NaN;
      },
      print: (value) => (Number.isFinite(value) ? value.toFixed(1) : "–"),
      best: "lowest",
    },
    ...quality.trimap.map(
      ({ radius }, i): Column<Examined> => ({
        title: "Trimap accuracy",
        note: `${radius} px`,
        value: (row) => pixelAccuracy({ numClasses, counts: row.quality.trimap[i]?.counts ?? [] }),
        print: score,
        best: "highest",
      }),
    ),
  ];
}
