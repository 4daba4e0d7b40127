import { join } from "node:path";
import { DataError } from "@faceseg/image/node";
import { filesByName } from "./folder.ts";

/** An image and its label map on disk. */
export interface Pair {
  readonly id: string;
  readonly image: string;
  readonly label: string;
}

/** What images are called. */
export const imageExtensions = [".jpg", ".jpeg", ".png"];

/**
 * Pairs the images of one folder with the label PNGs of another by name, in order of name; with `ids` only
 * these, in their order.
 *
 * @throws DataError when an image or a label lacks its counterpart.
 */
export async function pairs(
  imageFolder: string,
  labelFolder: string,
  ids?: readonly string[],
): Promise<Pair[]> {
  const images = await filesByName(imageFolder, imageExtensions);
  const labels = await filesByName(labelFolder, [".png"]);
  const wanted = ids ?? [...new Set([...images.keys(), ...labels.keys()])].sort();
  return wanted.map((id) => {
    const image = images.get(id);
    const label = labels.get(id);
    const expected = { image: join(imageFolder, `${id}.jpg`), label: join(labelFolder, `${id}.png`) };
    if (!image && !label)
      throw new DataError(expected.image, "Expected an image, found neither it nor its label");
    if (!image) throw new DataError(label ?? "", `Expected its image ${expected.image}, found none`);
    if (!label) throw new DataError(image, `Expected its label ${expected.label}, found none`);
    return { id, image, label };
  });
}
