import { existsSync } from "node:fs";
import { join } from "node:path";
import { fillHoles, keepLargest, partIds, partPieces } from "@faceseg/image";
import { loadModel } from "@faceseg/model-files/node";
import type { PostProcess, SegmenterOptions } from "@faceseg/segmenter/node";
import type { ArgsDef } from "citty";
import type { Flags } from "../cli/command.ts";
import { needed, number, oneOf } from "../cli/parse.ts";
import { taxonomyOf } from "./data-flags.ts";

const engines = ["auto", "onnxruntime", "onnxruntime-web", "tfjs"] as const;

/** Flags of every command that runs a network. */
export const engineFlags = {
  engine: { type: "string", valueHint: engines.join("|"), description: "What runs the network (auto)" },
  threads: { type: "string", valueHint: "n", description: "Threads inside an operation (all cores)" },
} as const satisfies ArgsDef;

/** Flags of every command that segments images. */
export const modelFlags = {
  model: {
    type: "string",
    valueHint: "file|folder,...",
    description:
      "An .onnx, .keras or .h5 file, a folder with model.json, or a URL; several are averaged (face/model.onnx)",
  },
  flip: { type: "boolean", description: "Average with the prediction for the mirrored image" },
  letterbox: { type: "boolean", description: "Keep the image's aspect ratio and pad, instead of stretching" },
  tidy: { type: "boolean", description: "One piece for each eye, brow, lip and nose, without holes" },
  ...engineFlags,
} as const satisfies ArgsDef;

/** The engine that the flags ask for. */
function engineOptions(flags: Flags): Pick<SegmenterOptions, "engine" | "threads"> {
  return {
    engine: oneOf(flags, "engine", engines, "auto"),
    ...(flags["threads"] !== undefined && { threads: number(flags, "threads", 1, { min: 1 }) }),
  };
}

const trained = join("face", "model.onnx");

/**
 * The models that the flags name, or the one that `faceseg train` wrote in the current folder. A comma separates models,
 * unless a file of the whole name is there.
 *
 * @throws {UsageError} without either.
 */
export function modelsOf(flags: Flags): string[] {
  const given = modelOf(flags);
  return existsSync(given) ? [given] : given.split(",").map((source) => source.trim());
}

/**
 * The model that the flags name, or the one that `faceseg train` wrote in the current folder.
 *
 * @throws {UsageError} without either.
 */
export function modelOf(flags: Flags): string {
  if (flags["model"] === undefined && existsSync(trained)) return trained;
  return needed(flags, "model", "<file|folder>");
}

/** The segmenter that the flags ask for. */
export function segmenterOptions(flags: Flags, model: readonly string[]): SegmenterOptions {
  return {
    model,
    flip: flags["flip"] === true,
    fit: flags["letterbox"] === true ? "letterbox" : "stretch",
    ...(flags["tidy"] === true && { postprocess: tidy }),
    ...engineOptions(flags),
  };
}

/** One piece for each part of a face, without holes. */
const tidy: PostProcess = (labels, { taxonomy }) =>
  fillHoles(keepLargest(labels, { pieces: partPieces(taxonomy) }), { ids: partIds(taxonomy) });

/** The same options with the classes that the flags name, for models whose files name none. */
export async function withNames(options: SegmenterOptions, flags: Flags): Promise<SegmenterOptions> {
  const classes = await taxonomyOf(flags);
  if (!classes) return options;
  for (const model of [options.model].flat()) {
    const loaded = await loadModel(model);
    const isNamed = loaded.metadata.classes !== undefined || loaded.metadata.taxonomy !== undefined;
    if (loaded.kind === "layers") loaded.dispose();
    if (isNamed) return options;
  }
  return { ...options, classes };
}

/** A file's name with its extension replaced by another end. */
export const beside = (file: string, end: string): string => `${file.replace(/\.[^./\\]+$/, "")}${end}`;
