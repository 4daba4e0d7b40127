import "../tensorflow.ts";
import type { Evaluation } from "@faceseg/evaluation";
import { bootstrap, type Difference, type Interval, iou, meanIou, overlapTable } from "@faceseg/metrics";
import type { Command } from "../cli/command.ts";
import { number } from "../cli/parse.ts";
import { modelFlags } from "./model-flags.ts";
import { scoreModel, scoringFlags } from "./score-model.ts";

const { model: _, ...flagsOfModels } = modelFlags;

/** `faceseg compare`. */
export const compare: Command = {
  name: "compare",
  summary: "Compares two models on the same labeled images",
  words: { usage: "<model> <model>", least: 2, most: 2 },
  flags: {
    ...flagsOfModels,
    ...scoringFlags,
    resamples: { type: "string", valueHint: "n", description: "Times the images are drawn anew (10000)" },
  },
  examples: [
    [
      "faceseg compare a/model.onnx b.keras --data LaPa",
      "IoU of each class, and the difference with its 95 % interval",
    ],
  ],
  async run(context) {
    const { words, flags, output } = context;
    const [one, other] = words as [string, string];
    const first = await scoreModel([one], context);
    const second = await scoreModel([other], context);
    const classes = first.taxonomy.classes.map(({ name }) => name);
    if (first.evaluation.classes?.join() !== second.evaluation.classes?.join()) {
      const list = (classes: readonly string[] = []) => classes.join(", ");
      throw new Error(
        `Expected models that are scored in the same classes, found ${list(first.evaluation.classes)} of ${one} and ` +
          `${list(second.evaluation.classes)} of ${other}; choose them with \`--taxonomy\``,
      );
    }
    const { models, differences } = bootstrap({
      models: { a: tableOf(first.evaluation, classes.length), b: tableOf(second.evaluation, classes.length) },
      score: (sum) => [meanIou(sum), ...iou(sum)],
      resamples: number(flags, "resamples", 10_000, { min: 1 }),
    });
    const rows = ["mean, no background", ...classes].map((name, at) => ({
      name,
      a: models["a"]?.[at] as Interval,
      b: models["b"]?.[at] as Interval,
      difference: differences[0]?.scores[at] as Difference,
    }));
    const { dataset, split, images } = first.evaluation;
    output.line(`${images.length} images of ${dataset} (${split}): IoU, and b - a with its 95 % interval`);
    output.line(`  a: ${one}\n  b: ${other}`);
    const compared = rows.map(({ name, a, b, difference: { value, low, high, p } }) => {
      const [less, more] = [-high, -low];
      const isClear = less > 0 || more < 0;
      const interval = `${signed(-value)} [${signed(less)}, ${signed(more)}]`;
      output.line(
        `  ${name.padEnd(20)} ${shown(a.value)}  ${shown(b.value)}  ${interval}${isClear ? " *" : ""}`,
      );
      return { name, a: a.value, b: b.value, difference: -value, low: less, high: more, p };
    });
    output.line("  * the interval does not contain 0");
    return { dataset, split, images: images.length, a: one, b: other, scores: compared };
  },
};

const tableOf = ({ images }: Evaluation, numClasses: number) =>
  overlapTable(images.map(({ id, counts }) => ({ id, counts: { numClasses, counts } })));

const shown = (value: number): string => (Number.isNaN(value) ? "   -  " : value.toFixed(4));
const signed = (value: number): string =>
  Number.isNaN(value) ? "-" : `${value < 0 ? "" : "+"}${value.toFixed(4)}`;
