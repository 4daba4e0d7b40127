import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { ArchiveError } from "../archive/archive-error.ts";
import { extractArchive } from "../archive/extract-archive.ts";
import { type DownloadOptions, download } from "../transfer/download.ts";
import { type KaggleToken, readKaggleToken } from "./kaggle-token.ts";

const lapa = "https://www.kaggle.com/api/v1/datasets/download/kiranraghavendrauci/lapa-face-parsing-dataset";
/** How deep inside the archive the data set may be. */
const mostDepth = 3;

/** Options of `downloadLapa`. */
export interface DownloadLapaOptions extends Omit<DownloadOptions, "headers"> {
  /** The folder for the data set. It must be empty, or not exist yet. */
  readonly to: string;
  /** The Kaggle token. @default the user's own, from `readKaggleToken()` */
  readonly token?: KaggleToken;
  /** Where the archive is. @default the data set at Kaggle's API */
  readonly url?: string;
}

/**
 * Downloads LaPa from Kaggle with the user's own token and unpacks it to `<to>/{train,val,test}/{images,labels}`, for
 * `lapa(to, split)` of `@faceseg/data/node`. LaPa is for non-commercial research. The archive stays in the cache until it
 * is unpacked, so a call after a failure resumes. `to` appears when the data set is complete.
 *
 * @throws {Error} if there is no token, or `to` has files.
 * @throws {DownloadError} as `download` does. No error shows the token.
 * @throws {ArchiveError} if the file is no archive, is unsafe, or does not hold the data set.
 * @example
 * const { files } = await downloadLapa({ to: "LaPa" });
 */
export async function downloadLapa(options: DownloadLapaOptions): Promise<{
  /** Absolute path of the folder that holds the data set. */
  to: string;
  /** Number of unpacked files. */
  files: number;
  /** Total size of the unpacked files in bytes. */
  bytes: number;
}> {
  const { to, token = await readKaggleToken(), url = lapa, ...rest } = options;
  const target = resolve(to);
  const there = await readdir(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    return undefined;
  });
  if (there && there.length > 0) {
    throw new Error(
      `Expected \`to\` to be a new or empty folder, found ${there.slice(0, 3).join(", ")} in ${target}`,
    );
  }
  const archive = await download(url, { ...rest, headers: { authorization: token.authorization() } });
  await mkdir(dirname(target), { recursive: true });
  const unpacked = await mkdtemp(join(dirname(target), `.${basename(target)}.`));
  try {
    const { files, bytes } = await extractArchive(archive.path, unpacked);
    const found = await findLapa(unpacked, 0);
    if (!found) {
      throw new ArchiveError(
        archive.path,
        "Expected <split>/images/ and <split>/labels/ in the archive, found none",
      );
    }
    if (there) await rm(target, { recursive: true });
    await rename(found, target);
    await rm(archive.path);
    return { to: target, files, bytes };
  } catch (error) {
    // Asked again, a damaged archive would come from the cache.
    if (error instanceof ArchiveError) await rm(archive.path, { force: true });
    throw error;
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
}

/** The outermost folder that has splits. */
async function findLapa(folder: string, depth: number): Promise<string | undefined> {
  const inside = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  for (const { name } of inside) {
    const parts = await readdir(join(folder, name));
    if (parts.includes("images") && parts.includes("labels")) return folder;
  }
  for (const { name } of depth < mostDepth ? inside : []) {
    const found = await findLapa(join(folder, name), depth + 1);
    if (found) return found;
  }
  return undefined;
}
