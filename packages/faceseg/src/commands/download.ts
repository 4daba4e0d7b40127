import { findPretrained, pretrained } from "@faceseg/backbones";
import { download as fetchFile } from "@faceseg/backbones/node";
import type { Command } from "../cli/command.ts";
import { text } from "../cli/parse.ts";

/** `faceseg download`. */
export const download: Command = {
  name: "download",
  summary: "Fetches ImageNet weights of a backbone, once",
  words: { usage: "[name]", least: 0, most: 1 },
  flags: {
    cache: { type: "string", valueHint: "folder", description: "Where files are kept (~/.cache/faceseg)" },
  },
  examples: [
    ["faceseg download", "lists what there is"],
    ["faceseg download mobilenet-v2-0.35", "prints the path, for faceseg train --weights"],
  ],
  async run({ words: [name], flags, output, signal }) {
    if (name === undefined) {
      for (const [one, { url }] of Object.entries(pretrained)) output.line(`${one}  ${url}`);
      return pretrained;
    }
    const { url, sha256 } = findPretrained(name);
    const cacheDir = text(flags, "cache");
    const file = await fetchFile(url, {
      signal,
      onProgress: ({ received, total }) => output.progress(`${received} of ${total ?? "?"} bytes`),
      ...(sha256 !== undefined && { sha256 }),
      ...(cacheDir !== undefined && { cacheDir }),
    });
    output.line(file.path);
    if (!file.verified) output.note("No checksum of this file is published: nothing vouches for it.");
    return file;
  },
};
