/// <reference types="node" />
import { existsSync } from "node:fs";
import fs from "node:fs/promises";
import { dirname } from "node:path";
import { DiskError, writing } from "@faceseg/core/node";
import type { Callback, Logs } from "./callback.ts";

/**
 * Writes one row an epoch, byte for byte as Keras's `CSVLogger`: `epoch` (from 0), then the logs' keys in
 * alphabetical order. `seconds` is left out, so that equal runs write equal files; the history of `fit` has it.
 *
 * A resumed run goes on after the last row that its checkpoint knows; later rows are cut off and written again.
 *
 * @param options.separator between columns. @default ","
 * @param options.append goes on behind an existing file's rows instead of replacing it. @default false
 * @throws when the file at hand has other columns.
 * @throws {DiskError} when it has fewer rows than the run had written, or cannot be written; no half row stays then.
 * @example
 * csvLogger("runs/unet/log.csv", { append: true });
 */
export function csvLogger(path: string, options: { separator?: string; append?: boolean } = {}): Callback {
  const { separator = ",", append = false } = options;
  let columns: readonly string[] | undefined;
  let bytes = 0; // the file's length up to the last row that counts

  const row = (cells: readonly string[]) =>
    `${cells.map((cell) => quoted(cell, separator)).join(separator)}\r\n`;

  return {
    name: "csvLogger",
    async onTrainBegin() {
      columns = undefined;
      bytes = append ? (await readOptional(path)).length : 0;
    },
    async onEpochEnd(epoch, logs) {
      columns ??= columnsOf(logs);
      const header = row(["epoch", ...columns]);
      if (bytes > 0) checkEarlierRows(path, await readOptional(path), bytes, header);
      const cells = columns.map((key) =>
        Object.hasOwn(logs, key) ? pythonFloat(logs[key] as number) : "NA",
      );
      const text = (bytes > 0 ? "" : header) + row([String(epoch), ...cells]);
      bytes = await writing(path, () => writeAt(path, bytes, text));
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
 * Writes text behind the first `bytes` of a file, in the place of what follows them.
 *
 * @returns the length of the file.
 */
async function writeAt(path: string, bytes: number, text: string): Promise<number> {
  await fs.mkdir(dirname(path), { recursive: true });
  const file = await fs.open(path, bytes > 0 ? "r+" : "w");
  try {
    await file.truncate(bytes);
    const content = Buffer.from(text);
    for (let written = 0; written < content.length; ) {
      written += (await file.write(content, written, content.length - written, bytes + written)).bytesWritten;
    }
    await file.sync();
    return bytes + content.length;
  } catch (error) {
    await file.truncate(bytes).catch(() => {});
    throw error;
  } finally {
    await file.close();
  }
}

/** Names that are no columns of their own: the first is written anyway, the second is never the same twice. */
const leftOut = ["epoch", "seconds"];

/** Keras sorts the keys of the first epoch, and foresees `val_` columns where that epoch had none. */
function columnsOf(logs: Logs): string[] {
  const keys = Object.keys(logs)
    .filter((key) => !leftOut.includes(key))
    .sort();
  return keys.some((key) => key.startsWith("val_")) ? keys : [...keys, ...keys.map((key) => `val_${key}`)];
}

const readOptional = async (path: string): Promise<Uint8Array> =>
  existsSync(path) ? await fs.readFile(path) : new Uint8Array();

function checkEarlierRows(path: string, content: Uint8Array, bytes: number, header: string): void {
  if (content.length < bytes) {
    throw new DiskError(
      path,
      `it has ${content.length} of the ${bytes} bytes that csvLogger has written so far; ` +
        "put the file back and resume, or resume without csvLogger",
    );
  }
  const found = new TextDecoder().decode(content.subarray(0, bytes));
  if (!found.startsWith(header)) {
    const columns = (line: string) => JSON.stringify(line.split(/\r?\n/, 1)[0]);
    throw new Error(
      `csvLogger: expected ${path} to begin with ${columns(header)}, found ${columns(found)}; ` +
        "pass another path, or `append: false` to replace the file",
    );
  }
  if (!found.endsWith("\n")) {
    throw new Error(`csvLogger: expected ${path} to end with a whole row, found half a row; remove it first`);
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
