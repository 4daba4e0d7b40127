import {
  bootstrap,
  type Difference,
  type ImageTable,
  imageTable,
  meanIou,
  type Overlaps,
} from "@faceseg/metrics";
import type { NetworkResults, Precision, Results } from "../results.ts";

/** A network whose weights are kept in so many bits. */
export interface StoredForm {
  readonly precision: Precision["precision"];
  readonly bytes: number;
  readonly meanIou: number;
  /** What fewer bits change of the mean IoU, on the same pictures; absent of float32. */
  readonly change: Difference | undefined;
}

/** The forms of a network; none where nobody measured them. */
export function storedForms(
  { precision }: Pick<NetworkResults, "precision">,
  { classes, config }: Results,
  resamples: number,
): StoredForm[] {
  if (!precision) return [];
  // A bootstrap takes later models from earlier ones: float32 comes last.
  const tables = precision.map((one) => [one.precision, tableOf(one, classes.length)] as const).reverse();
  const { models, differences } = bootstrap({
    models: Object.fromEntries(tables),
    score: (sum) => [meanIou(sum)],
    resamples,
    seed: config.seed,
  });
  return precision.map(({ precision: name, bytes }) => ({
    precision: name,
    bytes,
    meanIou: models[name]?.[0]?.value ?? Number.NaN,
    change: differences.find(({ a, b }) => a === name && b === "float32")?.scores[0],
  }));
}

function tableOf({ pictures }: Precision, numClasses: number): ImageTable<Overlaps> {
  return imageTable(
    pictures.map((counts, i) => ({ id: String(i), counts })),
    (counts) => counts,
    (overlaps) => ({ numClasses, overlaps }),
  );
}
