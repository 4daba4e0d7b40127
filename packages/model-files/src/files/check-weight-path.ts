import { ModelFileError } from "../errors/model-file-error.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: URLs drop tabs and newlines, paths end at NUL.
const hostile = /^\/|^[A-Za-z][A-Za-z0-9+.-]*:|\\|(^|\/)\.\.?(\/|$)|[\u0000-\u001f\u007f]/;

/**
 * Refuses a path of weights that leads out of the model's folder: absolute, with `..`, a backslash, a scheme
 * (or Windows drive) or a control character.
 *
 * @throws {ModelFileError} quoting the path.
 */
export function checkWeightPath(path: string): void {
  if (path !== "" && !hostile.test(path)) return;
  throw new ModelFileError(`Expected paths in the model's own folder, found ${JSON.stringify(path)}`);
}
