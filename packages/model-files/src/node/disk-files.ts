/// <reference types="node" />
import { stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { currentFolder, FileError, pathOf, readBytes } from "@faceseg/core/node";
// By name, not by path: the two entries are bundled apart, and there must be one class of errors.
import { type Files, fromWeb, ModelFileError } from "@faceseg/model-files";
import { modelInFolder } from "./model-in-folder.ts";

const isWeb = (address: string) => /^https?:\/\//.test(address);

/**
 * Files on the disk, by path or `file:` URL, and on the web, by URL. A folder stands for the model in it (`model.json`, or an
 * .onnx file), also one that a killed `saveModel` left between its two renames.
 */
export const fromDisk: Files = {
  async resolve(model) {
    if (isWeb(String(model))) return fromWeb.resolve(model);
    const path = currentFolder(pathOf(model));
    return resolve((await isFolder(path)) ? await modelInFolder(path) : path);
  },
  beside: (address, name) => (isWeb(address) ? fromWeb.beside(address, name) : join(dirname(address), name)),
  async read(address, limits) {
    if (isWeb(address)) return fromWeb.read(address, limits);
    try {
      return await readBytes(address, limits);
    } catch (cause) {
      if (!(cause instanceof FileError)) throw cause;
      throw new ModelFileError(cause.message.replace(`${address}: `, ""), { file: address, cause });
    }
  },
  async nearby(address, name, limits) {
    if (isWeb(address)) return fromWeb.nearby?.(address, name, limits);
    const folder = dirname(address);
    for (const place of basename(folder) === "onnx" ? [folder, dirname(folder)] : [folder]) {
      const file = join(place, name);
      if (await isThere(file)) return { address: file, bytes: await fromDisk.read(file, limits) };
    }
    return undefined;
  },
};

const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() ?? false;

/** Whether there is something of a name; what cannot be told counts, so that reading it says why. */
const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    ({ code }: NodeJS.ErrnoException) => code !== "ENOENT" && code !== "ENOTDIR",
  );
