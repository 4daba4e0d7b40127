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
  /** Files in the archive. @default 200000 */
  readonly files?: number;
  /** Bytes of all files together, once unpacked. @default 32 GiB */
  readonly bytes?: number;
}

/** How much images and label maps may grow: one label map may shrink a thousandfold, but not all of them. */
const mostGrowth = 200;
/** Archives may always grow to this many bytes. */
const leastGrowth = 2 ** 24;

/**
 * Unpacks a zip archive into a new, empty folder, file by file, not in memory. It writes nothing outside the folder, makes
 * no links, writes no file twice, and stays within the sizes that the archive announces and within the limits.
 *
 * @param file The archive.
 * @param folder An existing folder.
 * @returns How many files and bytes were written.
 * @throws {ArchiveError} for an archive that is damaged, encrypted or unsafe.
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
          `Expected at most ${grown} bytes once unpacked, found more at ${entry.fileName}`,
        );
      }
      await checkFree(file, folder, entry.uncompressedSize);
      await mkdir(dirname(target), { recursive: true });
      const sum = checksum();
      await pipeline(await zip.openReadStreamPromise(entry), sum, createWriteStream(target, { flags: "wx" }));
      if (sum.value() !== entry.crc32) {
        throw new ArchiveError(
          file,
          `Expected ${entry.fileName} to have the checksum that the archive lists, found another`,
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
    throw new ArchiveError(file, `Expected ${bytes} free bytes in ${folder}, found ${bavail * bsize}`);
  }
}

const isOfDisk = (error: unknown) =>
  ["ENOSPC", "EDQUOT", "EACCES", "EROFS"].includes((error as NodeJS.ErrnoException).code ?? "");

/** A stream that passes bytes through and computes their CRC-32. */
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
