/// <reference types="node" />
import { readFile, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { fromWeb } from "../files.ts";
import type { Files } from "../model/model-source.ts";

const isWeb = (address: string) => /^https?:\/\//.test(address);

/** Files on the disk and of the web; a folder stands for the `model.json` in it. */
export const fromDisk: Files = {
  async read(address) {
    if (isWeb(String(address))) return fromWeb.read(address);
    const path = pathOf(address);
    const folder = (await stat(path).catch(() => undefined))?.isDirectory();
    const file = resolve(folder ? join(path, "model.json") : path);
    try {
      return { bytes: new Uint8Array(await readFile(file)), address: file };
    } catch (cause) {
      throw new Error(`Expected a readable file, got ${(cause as Error).message}`, { cause });
    }
  },
  beside: (address, name) => (isWeb(address) ? fromWeb.beside(address, name) : join(dirname(address), name)),
};

/** A path, from itself or from a `file:` URL. */
export const pathOf = (address: string | URL): string =>
  address instanceof URL || address.startsWith("file:") ? fileURLToPath(address) : address;
