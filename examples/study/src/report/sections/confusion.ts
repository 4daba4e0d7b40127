import type { Results } from "../../results.ts";
import { sumCounts } from "../../scores.ts";
import { figure, quiet, type Section } from "../blocks.ts";
import { heatMap } from "../charts/heat-map.ts";
import { pair } from "../html.ts";
import { featured, type Scored } from "../view.ts";

/** Which part is taken for which. */
export function confusionSection({ classes }: Results, scored: readonly Scored[]): Section {
  const numClasses = classes.length;
  const maps = featured(scored).map(({ key, label, evaluation }) => {
    const counts = sumCounts(
      evaluation.pictures.map((picture) => picture.counts),
      numClasses,
    );
    const row = (truth: number) => counts.subarray(truth * numClasses, (truth + 1) * numClasses);
    return heatMap({
      id: `confusion-${key}`,
      title: label,
      description: `For each true part, a row, the share of its pixels in per cent that ${label} takes for each part, a column.`,
      classes: classes.map(({ name }) => name),
      share: (truth, prediction) =>
        (counts[truth * numClasses + prediction] ?? 0) / row(truth).reduce((sum, n) => sum + n, 0),
    });
  });
  return {
    id: "confusion",
    title: "What is taken for what",
    blocks: [
      quiet(
        "Rows: the true part. Columns: what its pixels were taken for, in per cent of the row; shares below 0.5 % have a colour but no number.",
      ),
      figure(pair(maps)),
    ],
  };
}
