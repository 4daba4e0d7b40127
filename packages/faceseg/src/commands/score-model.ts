import type { Dataset } from "@faceseg/data";
import { openDataset } from "@faceseg/data/node";
import { syntheticFaces } from "@faceseg/data/synthetic";
import {
  commonTaxonomy,
  type Evaluation,
  evaluate as evaluateNetwork,
  isSameTaxonomy,
} from "@faceseg/evaluation";
import type { Size, Taxonomy } from "@faceseg/image";
import { createSegmenter, type Segmenter } from "@faceseg/segmenter/node";
import type { Context } from "../cli/command.ts";
import { number, text } from "../cli/parse.ts";
import { dataFlags, datasetOptions, splitFlag, splitOf } from "./data-flags.ts";
import { segmenterOptions, withNames } from "./model-flags.ts";

/** Flags of the images on which models are scored. */
export const scoringFlags = {
  ...dataFlags,
  ...splitFlag,
  faces: { type: "string", valueHint: "n", description: "Synthetic faces, without --data (100)" },
  seed: { type: "string", valueHint: "n", description: "Seed of the synthetic faces (1000)" },
  limit: { type: "string", valueHint: "n", description: "At most this many images" },
} as const;

/** What a model scored. */
export interface ScoredModel {
  /** Counts of every image. */
  readonly evaluation: Evaluation;
  /** The classes of the scores. */
  readonly taxonomy: Taxonomy;
  /** Size at which images were scored. */
  readonly size: Size;
  /** Where the model ran. */
  readonly engine: Segmenter["engine"];
}

/** Scores a model, or the mean of several, on the images that the flags name. An interrupted evaluation throws. */
export async function scoreModel(
  models: readonly string[],
  { flags, output, signal }: Pick<Context, "flags" | "output" | "signal">,
): Promise<ScoredModel> {
  const options = segmenterOptions(flags, models);
  checkFlags(flags);
  const segmenter = await createSegmenter(await withNames(options, flags));
  try {
    const { taxonomy, inputSize: size } = segmenter;
    const dataset = await openScored(flags, size);
    const scored = commonTaxonomy(taxonomy, dataset.taxonomy).taxonomy;
    if (!isSameTaxonomy(taxonomy, dataset.taxonomy)) {
      output.note(
        `The classes of the model (${taxonomy.name}) and of the data (${dataset.taxonomy.name}) are compared by name, as ${scored.name}`,
      );
    }
    const evaluation = await evaluateNetwork(
      async (image) => ({ ids: (await segmenter.segment(image)).labels }),
      {
        dataset,
        size,
        taxonomy,
        signal,
        onImage: (done, id) => output.progress(`${done}/${dataset.samples.length} ${id}`),
      },
    );
    return { evaluation, taxonomy: scored, size, engine: segmenter.engine };
  } finally {
    await segmenter.dispose();
  }
}

/** Wrong flags are told before a model is loaded. @throws {UsageError} naming the flag. */
function checkFlags(flags: Context["flags"]): void {
  splitOf(flags);
  for (const name of ["limit", "faces"]) number(flags, name, 1, { min: 1 });
  number(flags, "seed", 0);
}

async function openScored(flags: Context["flags"], size: Size): Promise<Dataset> {
  const folder = text(flags, "data");
  const limit = number(flags, "limit", Number.POSITIVE_INFINITY, { min: 1 });
  const all = folder
    ? await openDataset(folder, splitOf(flags).name, await datasetOptions(flags))
    : syntheticFaces({
        count: number(flags, "faces", 100, { min: 1 }),
        size: size.width,
        seed: number(flags, "seed", 1000),
      });
  return { ...all, samples: all.samples.slice(0, limit) };
}
