/** What is wrong with a file: it cannot be read at all, or its labels have another size, or an id that is no class. */
export type DataProblem = "unreadable" | "size" | "id";

/** A file of data is missing or bad. The message names the file, what was expected there and what was found. */
export class DataError extends Error {
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
