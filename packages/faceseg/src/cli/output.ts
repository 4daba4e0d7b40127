/** Where a command prints: results to stdout, progress and notes to stderr. With `--json`, stdout has only JSON. */
export interface Output {
  /** Prints a line of the result; nothing with `--json`. */
  line(text: string): void;
  /** Shows progress where stderr is a terminal; each line overwrites the one before. */
  progress(text: string): void;
  /** Clears the line of progress. */
  done(): void;
  /** Prints a note to stderr. */
  note(text: string): void;
  /** Sets the exit code of a command that finished but found a failure. @default 1 */
  fail(code?: number): void;
  /** 0 unless `fail` was called. */
  readonly exitCode: number;
}

const overwrite = "\r\u001b[2K";

/** Creates the output on the process's streams, or on others for tests. */
export function createOutput(
  isJson: boolean,
  stdout: NodeJS.WritableStream = process.stdout,
  stderr: NodeJS.WritableStream & { isTTY?: boolean; columns?: number } = process.stderr,
): Output {
  let open = false;
  let exitCode = 0;
  return {
    line(text) {
      this.done();
      if (!isJson) stdout.write(`${text}\n`);
    },
    progress(text) {
      if (!stderr.isTTY) return;
      stderr.write(overwrite + text.slice(0, (stderr.columns ?? 80) - 1));
      open = true;
    },
    done() {
      if (open) stderr.write(overwrite);
      open = false;
    },
    note(text) {
      this.done();
      stderr.write(`${text}\n`);
    },
    fail(code = 1) {
      exitCode = code;
    },
    get exitCode() {
      return exitCode;
    },
  };
}
