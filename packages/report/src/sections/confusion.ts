import type { Results } from "@faceseg/evaluation";
import { sumCounts } from "@faceseg/evaluation";
import { featured, type Scored } from "../analysis/scored.ts";
import { heatMap } from "../charts/heat-map.ts";
import { figure, quiet, type Section } from "../document/blocks.ts";
import { pair } from "../document/html.ts";

/** Which part is taken for which. */
export function confusionSection({ classes }: Results, scored: readonly Scored[]): Section {
  const numClasses = classes.length;
  const maps = featured(scored).map(({ key, label, evaluation }) => {
    const counts = sumCounts(
      evaluation.images.map((image) => image.counts),
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
    title: "Confusion between classes",
    blocks: [
      quiet(
        "Rows: the true part. Columns: what its pixels were taken for, in per cent of the row; shares below 0.5 % have a color but no number.",
      ),
      figure(pair(maps)),
    ],
  };
}
