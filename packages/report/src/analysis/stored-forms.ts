import type { NetworkResults, PrecisionResults, Results } from "@faceseg/evaluation";
import {
  bootstrap,
  type Difference,
  type ImageTable,
  imageTable,
  meanIou,
  type Overlaps,
} from "@faceseg/metrics";

/** A network's file with weights of one precision, and how it scores. */
export interface StoredForm {
  /** How its weights are stored. */
  readonly precision: PrecisionResults["precision"];
  /** Size of the file. */
  readonly bytes: number;
  /** On the test images. */
  readonly meanIou: number;
  /** The change of mean IoU from float32, on the same images; absent for float32 itself. */
  readonly change: Difference | undefined;
}

/** The stored forms of a network; none where they were not measured. */
export function storedForms(
  { precision }: Pick<NetworkResults, "precision">,
  { classes, seeds }: Pick<Results, "classes" | "seeds">,
  resamples: number,
): StoredForm[] {
  if (!precision) return [];
  // A bootstrap takes later models from earlier ones: float32 comes last.
  const tables = precision.map((one) => [one.precision, tableOf(one, classes.length)] as const).reverse();
  const { models, differences } = bootstrap({
    models: Object.fromEntries(tables),
    score: (sum) => [meanIou(sum)],
    resamples,
    seed: seeds[0] ?? 0,
  });
  return precision.map(({ precision: name, bytes }) => ({
    precision: name,
    bytes,
    meanIou: models[name]?.[0]?.value ?? Number.NaN,
    change: differences.find(({ a, b }) => a === name && b === "float32")?.scores[0],
  }));
}

function tableOf({ images }: PrecisionResults, numClasses: number): ImageTable<Overlaps> {
  return imageTable(
    images.map((counts, i) => ({ id: String(i), counts })),
    (counts) => counts,
    (overlaps) => ({ numClasses, overlaps }),
  );
}
