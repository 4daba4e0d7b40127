/** Where a command's words go: results to stdout, progress to stderr, which `--json` leaves alone. */
export interface Output {
  /** A line of the result; nothing with `--json`. */
  line(text: string): void;
  /** What is going on; where stderr is a terminal it overwrites itself. */
  progress(text: string): void;
  /** Ends a line of progress. */
  done(): void;
  /** A remark, on stderr. */
  note(text: string): void;
  /** The work is done and its answer is no: the exit code. @default 1 */
  fail(code?: number): void;
  /** 0 unless it failed. */
  readonly exitCode: number;
}

const overwrite = "\r\u001b[2K";

/** The terminal's streams, or others for tests. */
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
