import type { Training } from "@faceseg/evaluation";
import { grouped } from "../analysis/grouped.ts";
import type { Scored } from "../analysis/scored.ts";
import { legend } from "../charts/frame.ts";
import { lineChart } from "../charts/line-chart.ts";
import { type Block, details, figure, heading, type Section, text } from "../document/blocks.ts";
import { score } from "../document/format.ts";
import { pair } from "../document/html.ts";
import { type Column, rankedTable } from "../document/tables.ts";

type Logs = Readonly<Record<string, number>>;

/** A network whose training is known. */
type Trained = Scored & { readonly training: Training };

/** Loss and mean IoU over the epochs, of the first seed; null when nothing is known of any training. */
export function learningSection(scored: readonly Scored[]): Section | null {
  const trained = scored.flatMap((one): Trained[] => {
    const { training } = one.network;
    return training ? [{ ...one, training }] : [];
  });
  if (trained.length === 0) return null;
  const kept = [...new Set(trained.map(({ training }) => training.keptFor))];
  return {
    id: "learning",
    title: "Learning curves",
    blocks: [
      text(
        `The weights of the epoch with the ${kept.join(" or the ")} were kept and tested. Bold: validation; faint: training.`,
      ),
      ...grouped(trained).flatMap(({ title, items }, i) => curves(title, items, i)),
      details("The numbers behind the curves", trained.map(epochTable)),
    ],
  };
}

function curves(title: string | null, trained: readonly Trained[], place: number): Block[] {
  const series = (name: string) =>
    trained.flatMap(({ look, label, training }) => {
      const points = (column: string) =>
        training.epochs.map((logs, i): [number, number] => [i + 1, logs[column] ?? Number.NaN]);
      return [
        { look, label: `${label}, training`, points: points(name), faint: true },
        { look, label, points: points(`val_${name}`) },
      ];
    });
  const description = (what: string) =>
    `${what} after each epoch, for every network on training and validation images.`;
  return [
    ...(title ? [heading(title)] : []),
    figure(legend(trained)),
    figure(
      pair([
        lineChart({
          id: `loss-${place}`,
          title: "Loss",
          description: description("Loss"),
          xLabel: "epoch",
          series: series("loss"),
        }),
        lineChart({
          id: `mean-iou-${place}`,
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

function epochTable({ label, training: { epochs } }: Trained): Block {
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
