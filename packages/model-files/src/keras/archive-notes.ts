import { KerasFileError } from "../errors/keras-file-error.ts";
import { isObject, type JsonObject, parseJson, show } from "../json/parse-json.ts";

/** Where `metadata.json` of a `.keras` archive keeps a model's own notes; Keras does not look at it. */
export const notesKey = "faceseg";

/**
 * The notes that were saved with a model in a `.keras` archive; undefined where there are none.
 *
 * @param metadata The archive's `metadata.json`.
 * @throws {KerasFileError} where it is no JSON, or the notes are no object.
 */
export function archiveNotes(metadata: string | undefined): JsonObject | undefined {
  if (metadata === undefined) return undefined;
  const notes = parseJson(metadata, "metadata.json of the .keras archive")[notesKey];
  if (notes === undefined || isObject(notes)) return notes;
  throw new KerasFileError(
    `Expected \`${notesKey}\` in metadata.json of the .keras archive to be an object, found ${show(notes)}`,
  );
}
