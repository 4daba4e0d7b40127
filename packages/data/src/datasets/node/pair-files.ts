import { join } from "node:path";
import type { FilesByName } from "./files-by-name.ts";
import type { LabeledFile, Note } from "./found-dataset.ts";

/** Two folders whose files belong together by name. */
export interface PairedFolders {
  /** Folder of the images. */
  readonly imageFolder: string;
  /** Folder of the label files. */
  readonly labelFolder: string;
  /** The images. */
  readonly images: FilesByName;
  /** The label files. */
  readonly labels: FilesByName;
  /** Extension of a label file, such as ".png". */
  readonly labelExtension: string;
}

/** The pair of a name; undefined, with a note, where one of its files is missing. */
export function pairOf(
  id: string,
  split: string | null,
  { imageFolder, labelFolder, images, labels, labelExtension }: PairedFolders,
  read: (file: string) => LabeledFile["read"],
  note: Note,
): LabeledFile | undefined {
  const [image, label] = [images.get(id), labels.get(id)];
  if (image && label) return { id, image, labels: label, read: read(label) };
  const expected = {
    image: join(imageFolder, `${id}.jpg`),
    label: join(labelFolder, `${id}${labelExtension}`),
  };
  if (!image && !label) {
    note("missing-image", split, expected.image, "Expected an image, found neither it nor its label");
  } else if (!image) {
    note(
      "missing-image",
      split,
      label as string,
      `Expected its image ${expected.image}, found none${alike(id, images)}`,
    );
  } else {
    note(
      "missing-label",
      split,
      image,
      `Expected its label ${expected.label}, found none${alike(id, labels)}`,
    );
  }
  return undefined;
}

/**
 * Names that look like another: what differs is upper case, spaces, an ending such as "_mask", or a look-alike letter.
 */
function alike(id: string, files: FilesByName): string {
  const plain = (name: string) =>
    name
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[\s_-]+/g, "")
      .replace(/(mask|label|labels|seg|gt|ann|parsing)$/, "")
      .replace(/^0+(?=\d)/, "");
  for (const [name, file] of files) {
    if (name !== id && plain(name) === plain(id)) {
      return `; ${file} looks similar, but "${name}" is not "${id}"${codePoints(name, id)}`;
    }
  }
  return "";
}

/** For two texts that look the same: where they differ. */
function codePoints(one: string, other: string): string {
  if (one.normalize("NFKC") !== other.normalize("NFKC")) return "";
  const at = [...one].findIndex((letter, index) => letter !== [...other][index]);
  const code = (text: string) =>
    `U+${([...text][at]?.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  return `: letter ${at + 1} is ${code(one)}, not ${code(other)}`;
}
