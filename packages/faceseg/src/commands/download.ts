import { findPretrained, pretrained } from "@faceseg/backbones";
import { UsageError } from "@faceseg/core";
import { downloadLapa, download as fetchFile } from "@faceseg/download";
import type { Command } from "../cli/command.ts";
import { text } from "../cli/parse.ts";

const lapa = "lapa";

/** `faceseg download`. */
export const download: Command = {
  name: "download",
  summary: "Downloads ImageNet weights of an encoder, or LaPa, once",
  words: { usage: "[name]", least: 0, most: 1 },
  flags: {
    cache: {
      type: "string",
      valueHint: "folder",
      description: "Folder in which files are kept (~/.cache/faceseg)",
    },
    to: { type: "string", valueHint: "folder", description: "With lapa: the folder of the data set (LaPa)" },
  },
  examples: [
    ["faceseg download", "lists what can be downloaded"],
    ["faceseg download mobilenet-v2-0.35", "prints the path, for faceseg train --weights"],
    ["faceseg download lapa --to LaPa", "with your Kaggle token; for faceseg train --data"],
  ],
  async run({ words: [name], flags, output, signal }) {
    if (name === undefined) {
      for (const [one, { url }] of Object.entries(pretrained)) output.line(`${one}  ${url}`);
      output.line(`${lapa}  the data set, from Kaggle, for non-commercial research`);
      return { ...pretrained, [lapa]: { dataset: "LaPa" } };
    }
    const cacheFolder = text(flags, "cache");
    const options = {
      signal,
      onProgress: ({ received, total }: { received: number; total?: number | undefined }) =>
        output.progress(`${received} of ${total ?? "?"} bytes`),
      ...(cacheFolder !== undefined && { cacheFolder }),
    };
    if (name === lapa) {
      const dataset = await downloadLapa({ to: text(flags, "to", "LaPa"), ...options });
      output.line(dataset.to);
      return dataset;
    }
    if (flags["to"] !== undefined)
      throw new UsageError(`Expected \`--to\` with ${lapa} only, got it with ${name}`);
    const { url, sha256 } = findPretrained(name);
    const file = await fetchFile(url, { ...options, ...(sha256 !== undefined && { sha256 }) });
    output.line(file.path);
    if (!file.verified) output.note("No checksum of this file is published, so it could not be verified.");
    return file;
  },
};
