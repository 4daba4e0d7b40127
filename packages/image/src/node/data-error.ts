/** What is wrong with a file: it cannot be read, its labels have another size, or an id in it is no class. */
export type DataProblem = "unreadable" | "size" | "id";

/** A data file is missing or bad. The message names the file, what was expected and what was found. */
export class DataError extends Error {
  /** "DataError". */
  override readonly name = "DataError";
  /** The file or folder at fault; `"the bytes"` where an image was given as bytes. */
  readonly file: string;
  /** What kind of fault it is. */
  readonly problem: DataProblem;

  constructor(file: string, message: string, options: ErrorOptions & { problem?: DataProblem } = {}) {
    const { problem = "unreadable", ...cause } = options;
    super(`${file}: ${message}`, cause);
    this.file = file;
    this.problem = problem;
  }
}
