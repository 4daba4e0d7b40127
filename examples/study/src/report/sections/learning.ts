import type { Results } from "../../results.ts";
import { type Block, details, figure, heading, type Section, text } from "../blocks.ts";
import { legend } from "../charts/frame.ts";
import { lineChart } from "../charts/line-chart.ts";
import { score } from "../format.ts";
import { pair } from "../html.ts";
import { type Column, rankedTable } from "../tables.ts";
import type { Scored } from "../view.ts";
import { grouped } from "./networks.ts";

type Logs = Readonly<Record<string, number>>;

/** Loss and mean IoU over the epochs, of the first seed. */
export function learningSection(results: Results, scored: readonly Scored[]): Section {
  const kept =
    results.config.keepBest === "val_loss" ? "lowest validation loss" : "highest validation mean IoU";
  return {
    id: "learning",
    title: "Learning curves",
    blocks: [
      text(
        `The weights of the epoch with the ${kept} were kept and tested. Bold: validation; faint: training.`,
      ),
      ...grouped(scored).flatMap(({ title, items }) => curves(title, items)),
      details("The numbers behind the curves", scored.map(epochTable)),
    ],
  };
}

function curves(title: string | null, scored: readonly Scored[]): Block[] {
  const id = scored[0]?.network.group ?? "all";
  const series = (name: string) =>
    scored.flatMap(({ look, label, network }) => {
      const points = (column: string) =>
        network.training.epochs.map((logs, i): [number, number] => [i + 1, logs[column] ?? Number.NaN]);
      return [
        { look, label: `${label}, training`, points: points(name), faint: true },
        { look, label, points: points(`val_${name}`) },
      ];
    });
  const description = (what: string) =>
    `${what} after each epoch, for every network on training and validation pictures.`;
  return [
    ...(title ? [heading(title)] : []),
    figure(legend(scored)),
    figure(
      pair([
        lineChart({
          id: `loss-${id}`,
          title: "Loss",
          description: description("Loss"),
          xLabel: "epoch",
          series: series("loss"),
        }),
        lineChart({
          id: `mean-iou-${id}`,
          title: "Mean IoU without background",
          description: description("Mean IoU"),
          xLabel: "epoch",
          domain: [0, 1],
          series: series("mean_iou"),
        }),
      ]),
    ),
  ];
}

const best: Record<string, "highest" | "lowest"> = { val_loss: "lowest", val_mean_iou: "highest" };

function epochTable({ label, network }: Scored): Block {
  const { epochs } = network.training;
  const names = ["loss", "val_loss", "mean_iou", "val_mean_iou", "learning_rate", "seconds"];
  const print = (name: string) => (value: number) =>
    name === "learning_rate" ? value.toExponential(1) : name === "seconds" ? value.toFixed(1) : score(value);
  return rankedTable({
    caption: label,
    corner: "Epoch",
    groups: [{ title: null, items: epochs }],
    head: (logs: Logs) => String(epochs.indexOf(logs) + 1),
    columns: names.map((name): Column<Logs> => {
      const end = best[name];
      return {
        title: name,
        value: (logs) => logs[name] ?? Number.NaN,
        print: print(name),
        ...(end && { best: end }),
      };
    }),
  });
}
