import { canonicalNames, type LabelMap, type Size, type Taxonomy } from "@faceseg/image";
import { DataError, readDataFile } from "@faceseg/image/node";
import { type Corner, fillPolygon } from "./fill-polygon.ts";
import { checkShape } from "./read-mask.ts";

/**
 * Reads polygons of LabelMe: a JSON file with `shapes`, each with a `label`, `points` and a `shape_type` (polygon,
 * rectangle or circle). A later shape lies over those before it; the rest is background.
 *
 * @throws {DataError} for a label that is no class, or a shape of another kind.
 */
export async function readLabelMe(file: string, taxonomy: Taxonomy, image?: Size): Promise<LabelMap> {
  const { shapes, imageWidth, imageHeight } = await readJson(file);
  if (!Array.isArray(shapes)) throw new DataError(file, "Expected `shapes` of LabelMe, found none");
  const size = { width: Number(imageWidth ?? image?.width), height: Number(imageHeight ?? image?.height) };
  if (!(Number.isInteger(size.width) && Number.isInteger(size.height) && size.width > 0 && size.height > 0)) {
    throw new DataError(file, "Expected `imageWidth` and `imageHeight` of LabelMe, found none");
  }
  checkShape(file, size, image);
  const labels = { ...size, data: new Uint8Array(size.width * size.height) };
  for (const [place, shape] of shapes.entries()) {
    const { label, points, shape_type: type = "polygon" } = Object(shape) as Record<string, unknown>;
    const id = classNamed(file, String(label), taxonomy);
    fillPolygon(labels, cornersOf(file, place, String(type), points), id);
  }
  return labels;
}

/** A JSON file as an object. @throws {DataError} for what is none. */
export async function readJson(file: string): Promise<Record<string, unknown>> {
  const text = new TextDecoder().decode(await readDataFile(file));
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>;
  } catch (cause) {
    throw new DataError(file, `Expected JSON, found: ${(cause as Error).message}`, { cause });
  }
}

/** The id of a class by its name, in any style. @throws {DataError} listing the classes. */
export function classNamed(file: string, name: string, { classes }: Taxonomy): number {
  const exact = classes.find((one) => one.name === name);
  if (exact) return exact.id;
  const [wanted] = canonicalNames([{ id: 0, name }]);
  const alike = classes.filter((_, at) => canonicalNames(classes)[at] === wanted);
  if (alike.length === 1) return (alike[0] as { id: number }).id;
  const known = classes.map((one) => one.name).join(", ");
  throw new DataError(file, `Expected labels among ${known}, found ${JSON.stringify(name)}`, {
    problem: "id",
  });
}

function cornersOf(file: string, place: number, type: string, points: unknown): Corner[] {
  const corners = Array.isArray(points) ? (points as Corner[]) : [];
  const isWhole = corners.every(
    (corner) => Array.isArray(corner) && corner.length === 2 && corner.every(Number.isFinite),
  );
  const [[x1, y1] = [0, 0], [x2, y2] = [0, 0]] = corners;
  if (isWhole && type === "polygon" && corners.length >= 3) return corners;
  if (isWhole && type === "rectangle" && corners.length === 2)
    return [
      [x1, y1],
      [x2, y1],
      [x2, y2],
      [x1, y2],
    ];
  if (isWhole && type === "circle" && corners.length === 2) {
    const radius = Math.hypot(x2 - x1, y2 - y1);
    return Array.from({ length: 90 }, (_, at) => {
      const angle = (at * Math.PI) / 45;
      return [x1 + radius * Math.cos(angle), y1 + radius * Math.sin(angle)];
    });
  }
  throw new DataError(
    file,
    `Expected \`shapes[${place}]\` to be a polygon, rectangle or circle with its points, found ${type} with ` +
      `${corners.length} points`,
  );
}
