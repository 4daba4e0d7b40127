import { existsSync } from "node:fs";
import { basename, join, parse } from "node:path";
import { createTaxonomy, type LabelMap, type Size, type Taxonomy } from "@faceseg/image";
import { DataError } from "@faceseg/image/node";
import { list } from "../folder.ts";
import type { FoundSplit, LabeledFile, Note } from "../found-dataset.ts";
import { type CocoRle, fillRle } from "../masks/coco-rle.ts";
import { type Corner, fillPolygon } from "../masks/fill-polygon.ts";
import { classNamed, readJson } from "../masks/read-labelme.ts";
import { checkShape } from "../masks/read-mask.ts";
import { drawnSplits, drawSplits, type SplitShares } from "../splits.ts";

interface CocoImage {
  readonly id: number | string;
  readonly file_name: string;
  readonly width: number;
  readonly height: number;
}

interface CocoAnnotation {
  readonly image_id: number | string;
  readonly category_id: number;
  readonly segmentation: readonly (readonly number[])[] | CocoRle;
}

interface Coco {
  readonly images: readonly CocoImage[];
  readonly annotations: readonly CocoAnnotation[];
  readonly categories: readonly { readonly id: number; readonly name: string }[];
}

/** The COCO files of a folder, in it or in `annotations/`. */
export async function cocoFiles(dir: string): Promise<string[]> {
  const found: string[] = [];
  for (const folder of [dir, join(dir, "annotations")]) {
    if (!existsSync(folder)) continue;
    for (const { name } of await list(folder)) {
      if (!name.endsWith(".json") || ["classes.json", "splits.json"].includes(name)) continue;
      const content: Record<string, unknown> = await readJson(join(folder, name)).catch(() => ({}));
      if (["images", "annotations", "categories"].every((key) => Array.isArray(content[key])))
        found.push(join(folder, name));
    }
  }
  return found;
}

/** The categories of COCO files as classes after a background. */
export async function cocoTaxonomy([file]: readonly string[]): Promise<Taxonomy> {
  const { categories } = (await readJson(file as string)) as unknown as Coco;
  const names = categories.toSorted((a, b) => a.id - b.id).map(({ name }) => name);
  const hasBackground = names.some((name) => /^_*background_*$/i.test(name));
  try {
    return createTaxonomy({
      name: "coco",
      classes: [
        "background",
        ...(hasBackground ? names.filter((name) => !/^_*background_*$/i.test(name)) : names),
      ],
    });
  } catch (cause) {
    throw new DataError(file as string, (cause as Error).message, { cause });
  }
}

/**
 * Splits of COCO files: a file with "train", "val" or "test" in its name is that split; a single other file is drawn
 * from.
 */
export async function cocoSplits(
  dir: string,
  files: readonly string[],
  {
    taxonomy,
    shares,
    imageFolder,
  }: { readonly taxonomy: Taxonomy; readonly shares: SplitShares; readonly imageFolder?: string | undefined },
  note: Note,
): Promise<FoundSplit[]> {
  const splits: FoundSplit[] = [];
  for (const file of files) {
    const named = drawnSplits.find((name) => basename(file).toLowerCase().includes(name));
    const labeled = await labeledFiles(dir, file, taxonomy, named ?? null, imageFolder, note);
    if (named) splits.push({ name: named, files: labeled });
    else if (files.length === 1) return drawSplits(labeled, shares);
    else
      note(
        "extra-file",
        null,
        file,
        `Expected ${drawnSplits.join(", ")} in its name, as there are several; it is not read`,
      );
  }
  return splits;
}

async function labeledFiles(
  dir: string,
  file: string,
  taxonomy: Taxonomy,
  split: string | null,
  imageFolder: string | undefined,
  note: Note,
): Promise<LabeledFile[]> {
  const { images, annotations, categories } = (await readJson(file)) as unknown as Coco;
  const ids = new Map(
    categories.map(
      ({ id, name }) => [id, /^_*background_*$/i.test(name) ? 0 : classNamed(file, name, taxonomy)] as const,
    ),
  );
  const byImage = new Map<number | string, CocoAnnotation[]>(images.map(({ id }) => [id, []]));
  for (const annotation of annotations) byImage.get(annotation.image_id)?.push(annotation);
  return images.flatMap((entry) => {
    const places = [
      ...(imageFolder ? [imageFolder] : ["images", split ?? "", "", `images/${split}`, "img"]),
    ].map((folder) => join(dir, folder, entry.file_name));
    const image = places.find((path) => existsSync(path));
    if (!image) {
      note("missing-image", split, file, `Expected its image ${places[0]}, found none`);
      return [];
    }
    const own = byImage.get(entry.id) ?? [];
    const id = parse(entry.file_name).name.normalize("NFC");
    return [{ id, image, labels: file, read: async (size?: Size) => paint(file, entry, own, ids, size) }];
  });
}

/** A label map of annotations; a later one lies over those before it. */
function paint(
  file: string,
  { width, height, file_name: name }: CocoImage,
  annotations: readonly CocoAnnotation[],
  ids: ReadonlyMap<number, number>,
  image: Size | undefined,
): LabelMap {
  checkShape(`${file} (${name})`, { width, height }, image);
  const labels = { width, height, data: new Uint8Array(width * height) };
  for (const { category_id, segmentation } of annotations) {
    const id = ids.get(category_id);
    if (id === undefined)
      throw new DataError(file, `Expected a category of id ${category_id}, found none`, { problem: "id" });
    if (!Array.isArray(segmentation)) {
      try {
        fillRle(labels, segmentation as CocoRle, id);
      } catch (cause) {
        throw new DataError(file, `Expected a mask of ${name}, found: ${(cause as Error).message}`, {
          cause,
        });
      }
      continue;
    }
    for (const ring of segmentation as readonly (readonly number[])[]) {
      const corners: Corner[] = [];
      for (let at = 0; at + 1 < ring.length; at += 2)
        corners.push([ring[at] as number, ring[at + 1] as number]);
      fillPolygon(labels, corners, id);
    }
  }
  return labels;
}
