/// <reference types="node" />
import { existsSync } from "node:fs";
import fs from "node:fs/promises";
import { dirname, relative } from "node:path";
import { DiskError, writing } from "@faceseg/core/node";
import type { Logs } from "../step/logs.ts";
import type { Callback } from "./callback.ts";

/** Options of `csvLogger`. */
export interface CsvLoggerOptions {
  /** Between columns. @default "," */
  readonly separator?: string;
  /** Whether to add rows to an existing file instead of replacing it. @default false */
  readonly append?: boolean;
}

/**
 * Writes one row for each epoch, byte for byte like Keras's `CSVLogger`: `epoch` (from 0), then the keys of the logs in
 * alphabetical order. `seconds` is not written, so that equal runs write equal files; the history of `fit` has it.
 *
 * A resumed run continues after the last row that its checkpoint knows; later rows are removed and written again.
 *
 * @throws {Error} when the existing file has other columns or ends in the middle of a row.
 * @throws {DiskError} when it has fewer rows than the run has written, or cannot be written. No partial row remains.
 * @example
 * csvLogger("runs/unet/log.csv", { append: true });
 */
export function csvLogger(file: string, options: CsvLoggerOptions = {}): Callback {
  const { separator = ",", append = false } = options;
  let columns: readonly string[] | undefined;
  let bytes = 0; // the file's length up to the last row that counts

  const row = (cells: readonly string[]) =>
    `${cells.map((cell) => quoted(cell, separator)).join(separator)}\r\n`;

  return {
    name: "csvLogger",
    key: relative("", file),
    async onTrainBegin() {
      columns = undefined;
      bytes = append ? (await readOptional(file)).length : 0;
    },
    async onEpochEnd(epoch, logs) {
      columns ??= columnsOf(logs);
      const header = row(["epoch", ...columns]);
      if (bytes > 0) checkEarlierRows(file, await readOptional(file), bytes, header);
      const cells = columns.map((key) =>
        Object.hasOwn(logs, key) ? pythonFloat(logs[key] as number) : "NA",
      );
      const text = (bytes > 0 ? "" : header) + row([String(epoch), ...cells]);
      bytes = await writing(file, () => writeAt(file, bytes, text));
    },
    getState: () => ({ values: { bytes, columns: columns ?? null } }),
    setState({ values }) {
      const saved = values as { bytes: number; columns: string[] | null };
      bytes = saved.bytes;
      columns = saved.columns ?? undefined;
    },
  };
}

/**
 * Writes text after the first `bytes` of a file, replacing what follows them.
 *
 * @returns The length of the file.
 */
async function writeAt(file: string, bytes: number, text: string): Promise<number> {
  await fs.mkdir(dirname(file), { recursive: true });
  const handle = await fs.open(file, bytes > 0 ? "r+" : "w");
  try {
    await handle.truncate(bytes);
    const content = Buffer.from(text);
    for (let written = 0; written < content.length; ) {
      written += (await handle.write(content, written, content.length - written, bytes + written))
        .bytesWritten;
    }
    await handle.sync();
    return bytes + content.length;
  } catch (error) {
    await handle.truncate(bytes).catch(() => {});
    throw error;
  } finally {
    await handle.close();
  }
}

/** Keys that are not columns: the first is always written, the second differs from run to run. */
const SKIPPED_KEYS = ["epoch", "seconds"];

/** Keras sorts the keys of the first epoch, and adds `val_` columns where that epoch has none. */
function columnsOf(logs: Logs): string[] {
  const keys = Object.keys(logs)
    .filter((key) => !SKIPPED_KEYS.includes(key))
    .sort();
  return keys.some((key) => key.startsWith("val_")) ? keys : [...keys, ...keys.map((key) => `val_${key}`)];
}

const readOptional = async (file: string): Promise<Uint8Array> =>
  existsSync(file) ? await fs.readFile(file) : new Uint8Array();

function checkEarlierRows(file: string, content: Uint8Array, bytes: number, header: string): void {
  if (content.length < bytes) {
    throw new DiskError(
      file,
      `it has ${content.length} of the ${bytes} bytes that csvLogger has written so far; ` +
        "put the file back and resume, or resume without csvLogger",
    );
  }
  const found = new TextDecoder().decode(content.subarray(0, bytes));
  if (!found.startsWith(header)) {
    const columns = (line: string) => JSON.stringify(line.split(/\r?\n/, 1)[0]);
    throw new Error(
      `${file}: Expected the columns ${columns(header)}, found ${columns(found)}; ` +
        "take another file, or `append: false` to replace it",
    );
  }
  if (!found.endsWith("\n")) {
    throw new Error(`${file}: Expected a complete last row, found a part of one; remove it first`);
  }
}

/** 1 -> "1.0", 0.00001 -> "1e-05": a number as Python's `str(float)` writes it. */
function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  const [digits, exponent] = value.toExponential().split("e") as [string, string];
  const power = Number(exponent);
  if (value !== 0 && (power < -4 || power >= 16)) {
    return `${digits}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
  }
  const text = Object.is(value, -0) ? "-0" : String(value);
  return text.includes(".") ? text : `${text}.0`;
}

const quoted = (cell: string, separator: string) =>
  cell.includes(separator) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
