import "../tensorflow.ts";
import { openDataset } from "@faceseg/data/node";
import { syntheticFaces } from "@faceseg/data/synthetic";
import { evaluate as evaluateNetwork, scoresOf } from "@faceseg/evaluation";
import { createSegmenter } from "@faceseg/segmenter/node";
import type { Command } from "../cli/command.ts";
import { number, text } from "../cli/parse.ts";
import { modelFlags, modelOf, segmenterOptions } from "./model-flags.ts";

/** `faceseg evaluate`. */
export const evaluate: Command = {
  name: "evaluate",
  summary: "Scores a model on labeled images",
  flags: {
    ...modelFlags,
    data: {
      type: "string",
      valueHint: "folder",
      description: "Data set in LaPa's or CelebAMask-HQ's layout; otherwise synthetic faces",
    },
    split: { type: "string", valueHint: "name", description: "Its split (test)" },
    faces: { type: "string", valueHint: "n", description: "Synthetic faces, without --data (100)" },
    seed: { type: "string", valueHint: "n", description: "Seed of the synthetic faces (1000)" },
    limit: { type: "string", valueHint: "n", description: "At most this many images" },
  },
  examples: [
    ["faceseg evaluate --model face/model.onnx --data LaPa", "IoU and F1 of every part on the test split"],
    [
      "faceseg evaluate --model a.onnx,b.onnx --data LaPa --flip --tidy --json",
      "an ensemble with mirroring and tidying",
    ],
  ],
  async run({ flags, output, signal }) {
    const options = segmenterOptions(flags, modelOf(flags));
    const folder = text(flags, "data");
    const limit = number(flags, "limit", Number.POSITIVE_INFINITY, { min: 1 });
    const segmenter = await createSegmenter(options);
    try {
      const { classes, inputSize: size } = segmenter;
      const all = folder
        ? await openDataset(folder, text(flags, "split", "test"))
        : syntheticFaces({
            count: number(flags, "faces", 100, { min: 1 }),
            size: size.width,
            seed: number(flags, "seed", 1000),
          });
      const dataset = { ...all, samples: all.samples.slice(0, limit) };
      const evaluation = await evaluateNetwork(
        async (image) => ({ ids: (await segmenter.segment(image)).labels }),
        {
          dataset,
          size,
          numClasses: classes.length,
          // A partial score must not look like a full one: an interrupted evaluation throws.
          signal,
          onImage: (done, id) => output.progress(`${done}/${dataset.samples.length} ${id}`),
        },
      );
      const { meanIou, pixelAccuracy, iou, f1 } = scoresOf(evaluation);
      const images = evaluation.images.length;
      output.line(`${images} images of ${dataset.name} (${dataset.split}) at ${size.width} x ${size.height}`);
      output.line(
        `mean IoU without background ${meanIou.toFixed(4)}, pixel accuracy ${pixelAccuracy.toFixed(4)}`,
      );
      const parts = classes.map(({ id, name }) => ({
        id,
        name,
        iou: iou[id] as number,
        f1: f1[id] as number,
      }));
      for (const { name, iou, f1 } of parts)
        output.line(`  ${name.padEnd(16)} IoU ${iou.toFixed(4)}  F1 ${f1.toFixed(4)}`);
      return {
        dataset: dataset.name,
        split: dataset.split,
        images,
        size,
        engine: segmenter.engine,
        meanIou,
        pixelAccuracy,
        parts,
      };
    } finally {
      await segmenter.dispose();
    }
  },
};
