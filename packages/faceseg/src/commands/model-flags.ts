import { existsSync } from "node:fs";
import { join } from "node:path";
import { fillHoles, keepLargest } from "@faceseg/image";
import type { EngineOptions, SegmenterOptions } from "@faceseg/segmenter/node";
import type { ArgsDef } from "citty";
import type { Flags } from "../cli/command.ts";
import { needed, number, oneOf } from "../cli/parse.ts";

const engines = ["auto", "onnxruntime", "onnxruntime-web", "tfjs"] as const;

/** Flags of everything that runs a network. */
export const engineFlags = {
  engine: { type: "string", valueHint: engines.join("|"), description: "What runs the network (auto)" },
  threads: { type: "string", valueHint: "n", description: "Threads inside an operation (all cores)" },
} as const satisfies ArgsDef;

/** Flags of everything that looks for parts. */
export const modelFlags = {
  model: {
    type: "string",
    valueHint: "file,...",
    description:
      "An .onnx, .keras or .h5 file, a folder of `faceseg train`, or a URL; several are averaged (face/model.onnx)",
  },
  flip: { type: "boolean", description: "Average with the mirrored picture" },
  letterbox: {
    type: "boolean",
    description: "Keep the picture's shape, with bars, instead of stretching it",
  },
  tidy: { type: "boolean", description: "One piece for each eye, brow, lip and nose, without holes" },
  ...engineFlags,
} as const satisfies ArgsDef;

/** Which engine the flags ask for. */
export function engineOptions(flags: Flags): EngineOptions {
  return {
    engine: oneOf(flags, "engine", engines, "auto"),
    ...(flags["threads"] !== undefined && { threads: number(flags, "threads", 1, { least: 1 }) }),
  };
}

const trained = join("face", "model.onnx");

/**
 * The model that the flags name, else the one that `faceseg train` has left here.
 *
 * @throws {UsageError} without either.
 */
export function modelOf(flags: Flags): string {
  if (flags["model"] === undefined && existsSync(trained)) return trained;
  return needed(flags, "model", "<file>: the network; train one with faceseg train");
}

/** The segmenter that the flags ask for. */
export function segmenterOptions(flags: Flags, model: string): SegmenterOptions {
  return {
    model: model.split(",").map((source) => source.trim()),
    flip: flags["flip"] === true,
    fit: flags["letterbox"] === true ? "letterbox" : "stretch",
    ...(flags["tidy"] === true && { postprocess: (labels) => fillHoles(keepLargest(labels)) }),
    ...engineOptions(flags),
  };
}

/** Puts a file's name without its extension before another end. */
export const beside = (path: string, end: string): string => `${path.replace(/\.[^./\\]+$/, "")}${end}`;
