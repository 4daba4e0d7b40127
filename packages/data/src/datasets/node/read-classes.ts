import { type ClassesFile, parseClasses } from "@faceseg/image";
import { DataError, idCoding, readDataFile } from "@faceseg/image/node";
import { readLabelMapFile } from "./masks/label-map-file.ts";

/**
 * Reads classes from a `classes.json` (see `parseClasses`), or from CVAT's `labelmap.txt`.
 *
 * @throws {DataError} naming the file and what is wrong in it.
 * @example
 * const { taxonomy } = await readClasses("faces/classes.json");
 */
export async function readClasses(file: string): Promise<ClassesFile> {
  if (file.toLowerCase().endsWith(".txt")) {
    const taxonomy = await readLabelMapFile(file);
    return { taxonomy, coding: idCoding(taxonomy) };
  }
  const text = new TextDecoder().decode(await readDataFile(file));
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new DataError(file, `Expected JSON, found: ${(cause as Error).message}`, { cause });
  }
  try {
    return parseClasses(content);
  } catch (cause) {
    throw new DataError(file, (cause as Error).message, { cause });
  }
}
