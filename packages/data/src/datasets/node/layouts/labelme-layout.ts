import { extname, join, parse } from "node:path";
import type { Taxonomy } from "@faceseg/image";
import { imageExtensions } from "../files-by-name.ts";
import { list } from "../folder.ts";
import type { FoundSplit, LabeledFile, Note } from "../found-dataset.ts";
import { readJson, readLabelMe } from "../masks/read-labelme.ts";
import { drawSplits, listedSplits, type SplitShares, splitByNames } from "../splits.ts";

/** Whether a folder holds images with a LabelMe file beside each. */
export async function isLabelMe(dir: string): Promise<boolean> {
  const names = (await list(dir)).filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  const stems = new Set(
    names
      .filter((name) => imageExtensions.includes(extname(name).toLowerCase()))
      .map((name) => parse(name).name),
  );
  const json = names.find((name) => name.endsWith(".json") && stems.has(parse(name).name));
  if (json === undefined) return false;
  return Array.isArray(
    (await readJson(join(dir, json)).catch(() => ({}) as Record<string, unknown>))["shapes"],
  );
}

/** Splits of a folder of images with a LabelMe file beside each: by lists of names, else drawn. */
export async function labelMeSplits(
  dir: string,
  taxonomy: Taxonomy,
  shares: SplitShares,
  note: Note,
): Promise<FoundSplit[]> {
  const images = new Map<string, string>();
  const labels = new Map<string, string>();
  for (const entry of await list(dir)) {
    const { name, ext } = parse(entry.name);
    const file = join(dir, entry.name);
    if (entry.isDirectory()) continue;
    if (imageExtensions.includes(ext.toLowerCase())) images.set(name.normalize("NFC"), file);
    else if (ext === ".json" && !["classes", "splits"].includes(name))
      labels.set(name.normalize("NFC"), file);
  }
  const files: LabeledFile[] = [];
  for (const [id, image] of images) {
    const file = labels.get(id);
    if (file) files.push({ id, image, labels: file, read: (size) => readLabelMe(file, taxonomy, size) });
    else note("missing-label", null, image, `Expected its polygons ${join(dir, `${id}.json`)}, found none`);
  }
  for (const [id, file] of labels) {
    if (!images.has(id)) note("missing-image", null, file, "Expected its image beside it, found none");
  }
  const listed = await listedSplits(dir);
  if (!listed) return drawSplits(files, shares);
  const byId = new Map(files.map((file) => [file.id, file]));
  return splitByNames((id) => byId.get(id), listed, note).found;
}
