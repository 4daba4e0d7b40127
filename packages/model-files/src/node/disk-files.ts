/// <reference types="node" />
import { stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { currentFolder, FileError, pathOf, readBytes } from "@faceseg/core/node";
// By name, not by path: the two entries are bundled apart, and there must be one class of errors.
import { type Files, fromWeb, ModelFileError } from "@faceseg/model-files";

const isWeb = (address: string) => /^https?:\/\//.test(address);

/**
 * Files on the disk, by path or `file:` URL, and on the web, by URL. A folder stands for the `model.json` in it, also
 * one that a killed `saveModel` left between its two renames.
 */
export const fromDisk: Files = {
  async resolve(model) {
    if (isWeb(String(model))) return fromWeb.resolve(model);
    const path = currentFolder(pathOf(model));
    const isFolder = (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
    return resolve(isFolder ? join(path, "model.json") : path);
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
};
