import { findPretrained, pretrained } from "@faceseg/backbones";
import { downloadLapa, download as fetchFile } from "@faceseg/download";
import type { Command } from "../cli/command.ts";
import { text } from "../cli/parse.ts";
import { UsageError } from "../cli/usage-error.ts";

const lapa = "lapa";

/** `faceseg download`. */
export const download: Command = {
  name: "download",
  summary: "Fetches ImageNet weights of a backbone, or LaPa, once",
  words: { usage: "[name]", least: 0, most: 1 },
  flags: {
    cache: { type: "string", valueHint: "folder", description: "Where files are kept (~/.cache/faceseg)" },
    to: { type: "string", valueHint: "folder", description: "Of lapa: where the data set goes (LaPa)" },
  },
  examples: [
    ["faceseg download", "lists what there is"],
    ["faceseg download mobilenet-v2-0.35", "prints the path, for faceseg train --weights"],
    ["faceseg download lapa --to LaPa", "with your Kaggle token; for faceseg train --data"],
  ],
  async run({ words: [name], flags, output, signal }) {
    if (name === undefined) {
      for (const [one, { url }] of Object.entries(pretrained)) output.line(`${one}  ${url}`);
      output.line(`${lapa}  the data set, from Kaggle; for non-commercial research`);
      return { ...pretrained, [lapa]: { dataset: "LaPa" } };
    }
    const cacheDir = text(flags, "cache");
    const options = {
      signal,
      onProgress: ({ received, total }: { received: number; total?: number | undefined }) =>
        output.progress(`${received} of ${total ?? "?"} bytes`),
      ...(cacheDir !== undefined && { cacheDir }),
    };
    if (name === lapa) {
      const dataset = await downloadLapa({ to: text(flags, "to", "LaPa"), ...options });
      output.line(dataset.to);
      return dataset;
    }
    if (flags["to"] !== undefined) throw new UsageError(`Expected --to with ${lapa}, got it with ${name}`);
    const { url, sha256 } = findPretrained(name);
    const file = await fetchFile(url, { ...options, ...(sha256 !== undefined && { sha256 }) });
    output.line(file.path);
    if (!file.verified) output.note("No checksum of this file is published: nothing vouches for it.");
    return file;
  },
};
