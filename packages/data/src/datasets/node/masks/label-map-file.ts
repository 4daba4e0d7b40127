import { createTaxonomy, type Taxonomy } from "@faceseg/image";
import { DataError, readDataFile } from "@faceseg/image/node";

/**
 * Reads the `labelmap.txt` of CVAT: a line `name:red,green,blue:parts:actions` for each class; the background comes
 * first.
 *
 * @throws {DataError} for a line that is no class.
 */
export async function readLabelMapFile(file: string): Promise<Taxonomy> {
  const text = new TextDecoder().decode(await readDataFile(file));
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "" && !line.startsWith("#"));
  const classes = lines.map((line) => {
    const [name = "", color = ""] = line.split(":");
    const rgb = color.split(",").map(Number);
    if (
      name === "" ||
      rgb.length !== 3 ||
      !rgb.every((value) => Number.isInteger(value) && value >= 0 && value <= 255)
    ) {
      throw new DataError(file, `Expected lines like "hair:140,82,45::", found ${JSON.stringify(line)}`);
    }
    return { name, color: rgb as unknown as readonly [number, number, number] };
  });
  // CVAT sorts the classes by name; the background is id 0 everywhere.
  const background = classes.filter(({ name }) => name.toLowerCase() === "background");
  const others = classes.filter(({ name }) => name.toLowerCase() !== "background");
  try {
    return createTaxonomy({ name: "labelmap", classes: [...background, ...others] });
  } catch (cause) {
    throw new DataError(file, (cause as Error).message, { cause });
  }
}
