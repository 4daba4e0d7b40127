/// <reference types="node" />
import { readFile, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { pathOf } from "@faceseg/core/node";
import type { Files } from "./model-source.ts";
import { fromWeb } from "./web-files.ts";

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
