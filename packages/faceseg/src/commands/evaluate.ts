import "../tensorflow.ts";
import { scoresOf } from "@faceseg/evaluation";
import type { Command } from "../cli/command.ts";
import { modelFlags, modelsOf } from "./model-flags.ts";
import { scoreModel, scoringFlags } from "./score-model.ts";

/** `faceseg evaluate`. */
export const evaluate: Command = {
  name: "evaluate",
  summary: "Scores a model on labeled images",
  flags: { ...modelFlags, ...scoringFlags },
  examples: [
    ["faceseg evaluate --model face/model.onnx --data LaPa", "IoU and F1 of every part on the test split"],
    [
      "faceseg evaluate --model a.onnx,b.onnx --data LaPa --flip --tidy --json",
      "an ensemble with mirroring and tidying",
    ],
    [
      "faceseg evaluate --model face/model.onnx --data mine --images img --labels ann --split val",
      "your own folders; classes.json is in the folder",
    ],
  ],
  async run(context) {
    const { output, flags } = context;
    const { evaluation, taxonomy, size, engine } = await scoreModel(modelsOf(flags), context);
    const { meanIou, pixelAccuracy, iou, f1 } = scoresOf(evaluation);
    const { dataset, split } = evaluation;
    const images = evaluation.images.length;
    output.line(`${images} images of ${dataset} (${split}) at ${size.width} x ${size.height}`);
    output.line(
      `mean IoU without background ${meanIou.toFixed(4)}, pixel accuracy ${pixelAccuracy.toFixed(4)}`,
    );
    const parts = taxonomy.classes.map(({ id, name }) => ({
      id,
      name,
      iou: iou[id] as number,
      f1: f1[id] as number,
    }));
    for (const { name, iou, f1 } of parts)
      output.line(`  ${name.padEnd(16)} IoU ${iou.toFixed(4)}  F1 ${f1.toFixed(4)}`);
    return { dataset, split, images, size, engine, taxonomy: taxonomy.name, meanIou, pixelAccuracy, parts };
  },
};
