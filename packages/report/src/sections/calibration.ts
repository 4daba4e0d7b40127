import type { Quality, Results } from "@faceseg/evaluation";
import { classwiseCalibrationError, expectedCalibrationError, meanOf } from "@faceseg/metrics";
import { grouped } from "../analysis/grouped.ts";
import { featured, type Scored } from "../analysis/scored.ts";
import { legend } from "../charts/frame.ts";
import { lineChart } from "../charts/line-chart.ts";
import { figure, quiet, type Section } from "../document/blocks.ts";
import { percent } from "../document/format.ts";
import { type Column, rankedTable } from "../document/tables.ts";
import { type Examined, examined } from "./boundaries.ts";

/** Whether probabilities mean what they say; null when it was not measured. */
export function calibrationSection({ classes }: Results, scored: readonly Scored[]): Section | null {
  const rows = examined(scored);
  if (rows.length === 0) return null;
  const shown = examined(featured(rows));
  const columns: Column<Examined>[] = [
    {
      title: "Of the predicted part",
      value: ({ quality }) => expectedCalibrationError(quality.calibration),
      print: percent,
      best: "lowest",
    },
    {
      title: "Mean over parts",
      value: ({ quality }) => meanOf(classwiseCalibrationError(quality.calibration)),
      print: percent,
      best: "lowest",
    },
    ...classes.slice(1).map(
      ({ id, name }): Column<Examined> => ({
        title: name,
        value: ({ quality }) => classwiseCalibrationError(quality.calibration)[id] ?? Number.NaN,
        print: percent,
        best: "lowest",
      }),
    ),
  ];
  return {
    id: "calibration",
    title: "Calibration",
    blocks: [
      rankedTable({
        caption:
          "Expected calibration error: how far probabilities are, on average, from how often they come true; of each part over all pixels.",
        corner: "Network",
        groups: grouped(rows),
        head: ({ label }) => label,
        columns,
      }),
      figure(legend(shown)),
      figure(
        lineChart({
          id: "reliability",
          title: "Reliability: how often the predicted part is right, by how sure the network is",
          description:
            "One curve for each network; on the straight line a probability means what it says, below it the network is too sure.",
          xLabel: "probability of the predicted part",
          domain: [0, 1],
          xDomain: [0, 1],
          diagonal: true,
          series: shown.map((row) => ({ ...row, points: reliability(row.quality.calibration) })),
        }),
      ),
      quiet("Dashed: right as often as sure. Below: too sure. Above: not sure enough."),
    ],
  };
}

/** Mean probability and share of right pixels of each bin, all parts together. */
function reliability({ numClasses, bins, top }: Quality["calibration"]): [number, number][] {
  return Array.from({ length: bins }, (_, bin) => {
    const sum = (place: number) =>
      Array.from({ length: numClasses }, (_, id) => top[3 * (id * bins + bin) + place] ?? 0).reduce(
        (a, b) => a + b,
      );
    return [sum(1) / sum(0), sum(2) / sum(0)];
  });
}
