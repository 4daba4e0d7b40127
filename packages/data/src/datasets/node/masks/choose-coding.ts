import type { Taxonomy } from "@faceseg/image";
import { type Coding, colorCoding, DataError, idCoding, readDataFile } from "@faceseg/image/node";
import { spread, valuesIn } from "./mask-values.ts";

/** Kinds of masks. */
export const maskKinds = ["ids", "colors", "binary"] as const;

/** What the pixels of masks are: class ids, the colors of the classes, or 0 and 255 (background and a class). */
export type MaskKind = (typeof maskKinds)[number];

/** A coding, and what it is called. */
export interface ChosenCoding {
  /** What the masks are. */
  readonly kind: MaskKind;
  /** How they are read. */
  readonly coding: Coding;
}

/** 0, and 255 for the class. */
const binary: Coding = Array.from({ length: 256 }, (_, value) =>
  value === 0 ? 0 : value === 255 ? 1 : undefined,
);

/**
 * Finds out how to read the masks of a folder: color masks by the colors of the classes; masks of 0 and 255, where
 * there are two classes, as background and the other class; all others by their numbers.
 *
 * @param kind What they are, where the user says so.
 * @param coding Of numbers, where a `classes.json` gives one.
 * @throws {DataError} for masks of colors where classes share one.
 */
export async function chooseCoding(
  masks: readonly { readonly labels: string }[],
  taxonomy: Taxonomy,
  { kind, coding }: { readonly kind?: MaskKind | undefined; readonly coding?: Coding | undefined },
): Promise<ChosenCoding> {
  const ids = coding ?? idCoding(taxonomy);
  if (kind === "binary") return { kind, coding: binary };
  const [first] = masks;
  if (kind === "colors" || (kind === undefined && first && (await areColors(masks)))) {
    try {
      return { kind: "colors", coding: colorCoding(taxonomy) };
    } catch (cause) {
      throw new DataError(first?.labels ?? "", (cause as Error).message, { cause });
    }
  }
  if (kind === undefined && taxonomy.classes.length === 2 && saysNothingOf255(ids)) {
    const values = await valuesIn(masks);
    if (values?.has(255) && !values.has(1) && [...values].every((value) => value === 0 || value === 255)) {
      return { kind: "binary", coding: binary };
    }
  }
  return { kind: "ids", coding: ids };
}

/** Whether 255 is ignored, as in every coding where nobody says otherwise. */
const saysNothingOf255 = (coding: Coding): boolean => !("colors" in coding) && coding[255] === 255;

/** Whether the first masks are PNGs in color: of color type 2 or 6. */
async function areColors(masks: readonly { readonly labels: string }[]): Promise<boolean> {
  for (const { labels } of spread(masks, 4)) {
    const bytes = await readDataFile(labels).catch(() => undefined);
    if (bytes && bytes.length > 26 && bytes[1] === 0x50 && [2, 6].includes(bytes[25] as number)) return true;
  }
  return false;
}
