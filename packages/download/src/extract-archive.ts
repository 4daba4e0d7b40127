import { createWriteStream } from "node:fs";
import { mkdir, stat, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32 } from "node:zlib";
import { type Entry, openPromise } from "yauzl";
import { ArchiveError } from "./archive-error.ts";

/** Limits of `extractArchive`. */
export interface ExtractLimits {
  /** @default 200000 */
  readonly files?: number;
  /** Bytes of all files together. @default 32 GiB */
  readonly bytes?: number;
}

/** What pictures and label maps grow by at most: a label map of one class shrinks a thousandfold, but not all do. */
const mostGrowth = 200;
/** Archives may always grow to this many bytes. */
const leastGrowth = 2 ** 24;

/**
 * Unpacks a zip archive into a new, empty folder, file by file, never in memory. Nothing is written outside it, no link
 * is made, no file is written twice, and nothing beyond what the archive announces and the limits allow.
 *
 * @returns the files and their bytes.
 * @throws ArchiveError for an archive that is damaged, encrypted or would do any of this.
 */
export async function extractArchive(
  file: string,
  folder: string,
  limits: ExtractLimits = {},
): Promise<{ files: number; bytes: number }> {
  const { files: mostFiles = 200_000, bytes: mostBytes = 2 ** 35 } = limits;
  const { size } = await stat(file);
  const grown = Math.min(mostBytes, Math.max(leastGrowth, mostGrowth * size));
  const damaged = (cause: unknown) =>
    cause instanceof ArchiveError || isOfDisk(cause)
      ? cause
      : new ArchiveError(file, `Expected a whole zip archive, found: ${(cause as Error).message}`, { cause });
  // yauzl refuses absolute names, names with "..", and files longer than announced.
  const zip = await openPromise(file, { strictFileNames: true, validateEntrySizes: true }).catch((error) => {
    throw damaged(error);
  });
  const done = { files: 0, bytes: 0 };
  try {
    for await (const entry of zip.eachEntry()) {
      checkKind(file, entry);
      const target = join(folder, entry.fileName);
      if (entry.fileName.endsWith("/")) {
        await mkdir(target, { recursive: true });
        continue;
      }
      done.files++;
      done.bytes += entry.uncompressedSize;
      if (done.files > mostFiles)
        throw new ArchiveError(file, `Expected at most ${mostFiles} files, found more`);
      if (done.bytes > grown) {
        throw new ArchiveError(
          file,
          `Expected at most ${grown} bytes, found ${entry.fileName} that goes beyond`,
        );
      }
      await checkFree(file, folder, entry.uncompressedSize);
      await mkdir(dirname(target), { recursive: true });
      const sum = checksum();
      await pipeline(await zip.openReadStreamPromise(entry), sum, createWriteStream(target, { flags: "wx" }));
      if (sum.value() !== entry.crc32) {
        throw new ArchiveError(
          file,
          `Expected ${entry.fileName} to have the checksum that was noted, found another`,
        );
      }
    }
  } catch (error) {
    throw damaged(error);
  } finally {
    zip.close();
  }
  return done;
}

/** Only files and folders: no links, no devices, nothing encrypted. */
function checkKind(file: string, entry: Entry): void {
  const kind = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (![0, 0o100000, 0o040000].includes(kind)) {
    const found = kind === 0o120000 ? "a link" : "something else";
    throw new ArchiveError(
      file,
      `Expected files and folders, found ${found} at ${JSON.stringify(entry.fileName)}`,
    );
  }
  if (entry.isEncrypted())
    throw new ArchiveError(file, `Expected ${entry.fileName} to be readable, found it encrypted`);
}

async function checkFree(file: string, folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bytes > bavail * bsize) {
    throw new ArchiveError(file, `Expected room for ${bytes} bytes in ${folder}, found ${bavail * bsize}`);
  }
}

const isOfDisk = (error: unknown) =>
  ["ENOSPC", "EDQUOT", "EACCES", "EROFS"].includes((error as NodeJS.ErrnoException).code ?? "");

/** Passes bytes on and sums them up. */
function checksum(): Transform & { value(): number } {
  let sum = 0;
  const transform = new Transform({
    transform(chunk: Buffer, _, pass) {
      sum = crc32(chunk, sum);
      pass(null, chunk);
    },
  });
  return Object.assign(transform, { value: () => sum });
}
