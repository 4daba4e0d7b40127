/** What is wrong with a file: it cannot be read at all, or its labels have another size, or ids out of range. */
export type DataProblem = "unreadable" | "size" | "id";

/** Bad data on disk: names the file, what was expected there and what was found. */
export class DataError extends Error {
  override readonly name = "DataError";
  /** The file or folder that is at fault. */
  readonly file: string;
  readonly problem: DataProblem;

  constructor(file: string, message: string, options: ErrorOptions & { problem?: DataProblem } = {}) {
    const { problem = "unreadable", ...cause } = options;
    super(`${file}: ${message}`, cause);
    this.file = file;
    this.problem = problem;
  }
}
