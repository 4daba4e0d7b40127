import { readLabels } from "@faceseg/image/node";
import type { LabeledFile } from "../found-dataset.ts";

/** Number of files that are read to find out what masks are. */
const looked = 24;

/** Some files of a list, spread over it. */
export function spread<T>(files: readonly T[], count = looked): T[] {
  const step = Math.max(1, files.length / count);
  const places = Array.from({ length: Math.min(count, files.length) }, (_, i) => Math.floor(i * step));
  return places.map((place) => files[place] as T);
}

/** The numbers in some masks; undefined where they are not of numbers. */
export async function valuesIn(
  files: readonly Pick<LabeledFile, "labels">[],
): Promise<Set<number> | undefined> {
  const values = new Set<number>();
  for (const { labels } of spread(files)) {
    const map = await readLabels(labels).catch(() => undefined);
    if (!map) return undefined;
    for (const value of map.data) values.add(value);
  }
  return values;
}
