import "../tensorflow.ts";
import { cpus } from "node:os";
import type { Sample } from "@faceseg/data";
import { syntheticFaces } from "@faceseg/data/synthetic";
import { quantile } from "@faceseg/metrics";
import { createSegmenter } from "@faceseg/segmenter/node";
import type { Command } from "../cli/command.ts";
import { number } from "../cli/parse.ts";
import { modelFlags, segmenterOptions } from "./model-flags.ts";

const { model: _, ...flags } = modelFlags;

/** V8 compiles WebAssembly a second time, better, while it runs. */
const warmup = 20;

/** `faceseg bench`. */
export const bench: Command = {
  name: "bench",
  summary: "Times a model on this machine",
  words: { usage: "<model>", least: 1, most: 1 },
  flags: {
    ...flags,
    runs: {
      type: "string",
      valueHint: "n",
      description: `Pictures that are timed, after ${warmup} that are not (30)`,
    },
    size: { type: "string", valueHint: "pixels", description: "Side of the picture (the network's width)" },
  },
  examples: [
    ["faceseg bench face/model.onnx", "milliseconds from a picture to its labels"],
    ["faceseg bench face/model.onnx --engine onnxruntime-web --threads 2", "as a browser would run it"],
  ],
  async run({ words: [model = ""], flags, output, signal }) {
    const runs = number(flags, "runs", 30, { least: 1 });
    const segmenter = await createSegmenter(segmenterOptions(flags, model));
    try {
      const size = number(flags, "size", segmenter.inputSize.width, { least: 1 });
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
        `${median.toFixed(1)} ms (median), ${p90.toFixed(1)} ms (90 % are faster), ${times.length} pictures of ${size} x ${size}`,
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
