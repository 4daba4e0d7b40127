import "../tensorflow.ts";
import { openDataset } from "@faceseg/data/node";
import { syntheticFaces } from "@faceseg/data/synthetic";
import { ConfusionMatrix, f1, iou, meanIou, pixelAccuracy } from "@faceseg/metrics";
import { createSegmenter } from "@faceseg/segmenter/node";
import type { Command } from "../cli/command.ts";
import { number, text } from "../cli/parse.ts";
import { modelFlags, modelOf, segmenterOptions } from "./model-flags.ts";

/** `faceseg evaluate`. */
export const evaluate: Command = {
  name: "evaluate",
  summary: "Scores a model on labelled pictures",
  flags: {
    ...modelFlags,
    data: {
      type: "string",
      valueHint: "folder",
      description: "Data set, as of LaPa or CelebAMask-HQ; else drawn faces",
    },
    split: { type: "string", valueHint: "name", description: "Which split of it (test)" },
    faces: { type: "string", valueHint: "n", description: "Drawn faces, without --data (100)" },
    seed: { type: "string", valueHint: "n", description: "Seed of the drawn faces (1000)" },
    limit: { type: "string", valueHint: "n", description: "At most this many pictures" },
  },
  examples: [
    ["faceseg evaluate --model face/model.onnx --data LaPa", "IoU and F1 of every part on the test split"],
    [
      "faceseg evaluate --model a.onnx,b.onnx --data LaPa --flip --tidy --json",
      "what an ensemble, the mirror and tidying give",
    ],
  ],
  async run({ flags, output, signal }) {
    const options = segmenterOptions(flags, modelOf(flags));
    const folder = text(flags, "data");
    const limit = number(flags, "limit", Number.POSITIVE_INFINITY, { least: 1 });
    const segmenter = await createSegmenter(options);
    try {
      const size = segmenter.inputSize;
      const dataset = folder
        ? await openDataset(folder, text(flags, "split", "test"))
        : syntheticFaces({
            count: number(flags, "faces", 100, { least: 1 }),
            size: size.width,
            seed: number(flags, "seed", 1000),
          });
      const samples = dataset.samples.slice(0, limit);
      const counts = new ConfusionMatrix(segmenter.classes.length);
      for (const [index, sample] of samples.entries()) {
        // Scores of some pictures must not pass for those of all.
        signal.throwIfAborted();
        output.progress(`${index + 1}/${samples.length} ${sample.id}`);
        const { image, labels } = await sample.load({ size });
        counts.update(labels.data, (await segmenter.segment(image)).labels, { width: size.width });
      }
      const [ious, f1s] = [iou(counts), f1(counts)];
      const scores = { meanIou: meanIou(counts), pixelAccuracy: pixelAccuracy(counts) };
      output.line(
        `${samples.length} pictures of ${dataset.name} (${dataset.split}) at ${size.width} x ${size.height}`,
      );
      output.line(
        `mean IoU without background ${scores.meanIou.toFixed(4)}, pixel accuracy ${scores.pixelAccuracy.toFixed(4)}`,
      );
      const parts = segmenter.classes.map(({ id, name }) => ({
        id,
        name,
        iou: ious[id] as number,
        f1: f1s[id] as number,
      }));
      for (const { name, iou, f1 } of parts)
        output.line(`  ${name.padEnd(16)} IoU ${iou.toFixed(4)}  F1 ${f1.toFixed(4)}`);
      return {
        dataset: dataset.name,
        split: dataset.split,
        pictures: samples.length,
        size,
        engine: segmenter.engine,
        ...scores,
        parts,
      };
    } finally {
      await segmenter.dispose();
    }
  },
};
