import type { Results } from "../results.ts";
import { legend, lineChart } from "./charts.ts";
import { score } from "./format.ts";
import { type Html, html } from "./html.ts";
import { rankedTable } from "./tables.ts";

type Logs = Readonly<Record<string, number>>;

/** Loss and mean IoU over the epochs. */
export function learningSection(results: Results): Html {
  const series = results.networks.map(({ key, label, training }) => ({
    key,
    label,
    epochs: training.epochs,
  }));
  const values = (name: string) =>
    series.map(({ key, label, epochs }) => ({
      key,
      label,
      train: epochs.map((logs) => logs[name] ?? Number.NaN),
      validation: epochs.map((logs) => logs[`val_${name}`] ?? Number.NaN),
    }));
  const columns = ["loss", "val_loss", "mean_iou", "val_mean_iou", "learning_rate", "seconds"] as const;
  const tables = series.map(({ label, epochs }) =>
    rankedTable({
      caption: label,
      corner: "Epoch",
      rows: epochs,
      head: (logs: Logs) => epochs.indexOf(logs) + 1,
      columns: columns.map((name) => ({
        title: name,
        value: (logs: Logs) => logs[name] ?? Number.NaN,
        print: (value) =>
          name === "learning_rate"
            ? value.toExponential(1)
            : name === "seconds"
              ? value.toFixed(1)
              : score(value),
        best: name === "val_loss" ? "lowest" : name === "val_mean_iou" ? "highest" : "none",
      })),
    }),
  );
  const note =
    results.config.keepBest === "val_loss" ? "lowest validation loss" : "highest validation mean IoU";
  return html`<section id="learning"><h2>Learning curves</h2>
<p>The weights of the epoch with the ${note} were kept and tested.</p>${legend(series, true)}<div class="pair">
${lineChart({ id: "loss", title: `Loss (${results.config.loss})`, description: "Loss after each epoch, for every network on training and validation pictures.", series: values("loss") })}
${lineChart({ id: "mean-iou", title: "Mean IoU without background", description: "Mean IoU after each epoch, for every network on training and validation pictures.", domain: [0, 1], series: values("mean_iou") })}
</div><details><summary>The numbers behind the curves</summary>${tables}</details></section>`;
}
