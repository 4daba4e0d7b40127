import "../tensorflow.ts";
import { cpus } from "node:os";
import type { Sample } from "@faceseg/data";
import { syntheticFaces } from "@faceseg/data/synthetic";
import { quantile } from "@faceseg/metrics";
import { createSegmenter } from "@faceseg/segmenter/node";
import type { Command } from "../cli/command.ts";
import { number } from "../cli/parse.ts";
import { modelFlags, modelOf, segmenterOptions } from "./model-flags.ts";

/** V8 recompiles WebAssembly with its optimizing compiler while it runs. */
const warmup = 20;

/** `faceseg bench`. */
export const bench: Command = {
  name: "bench",
  summary: "Times a model on this machine",
  flags: {
    ...modelFlags,
    runs: { type: "string", valueHint: "n", description: `Timed images, after ${warmup} untimed ones (30)` },
    size: {
      type: "string",
      valueHint: "pixels",
      description: "Width and height of the image (the network's input width)",
    },
  },
  examples: [
    ["faceseg bench --model face/model.onnx", "milliseconds from an image to its labels"],
    [
      "faceseg bench --model face/model.onnx --engine onnxruntime-web --threads 2",
      "as a browser would run it",
    ],
  ],
  async run({ flags, output, signal }) {
    const runs = number(flags, "runs", 30, { min: 1 });
    const model = modelOf(flags);
    const segmenter = await createSegmenter(segmenterOptions(flags, [model]));
    try {
      const size = number(flags, "size", segmenter.inputSize.width, { min: 1, unit: "pixels" });
      const [sample] = syntheticFaces({ count: 1, size }).samples;
      const { image } = await (sample as Sample).load();
      const times: number[] = [];
      for (let run = -warmup; run < runs; run++) {
        signal.throwIfAborted();
        output.progress(`${Math.max(0, run + 1)}/${runs}`);
        const start = performance.now();
        await segmenter.segment(image);
        if (run >= 0) times.push(performance.now() - start);
      }
      times.sort((a, b) => a - b);
      const [median, p90] = [quantile(times, 0.5), quantile(times, 0.9)];
      const processor = cpus()[0]?.model ?? "unknown";
      output.line(
        `median ${median.toFixed(1)} ms, 90th percentile ${p90.toFixed(1)} ms, ${times.length} images of ${size} x ${size}`,
      );
      output.line(`${segmenter.engine.reason}; ${processor}, Node ${process.version}`);
      return {
        model,
        size,
        runs: times.length,
        median,
        p90,
        times,
        engine: segmenter.engine,
        processor,
        node: process.version,
      };
    } finally {
      await segmenter.dispose();
    }
  },
};
