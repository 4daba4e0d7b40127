import { formatInspection, inspectDataset } from "@faceseg/data/node";
import type { Command } from "../cli/command.ts";
import { number } from "../cli/parse.ts";
import { dataFlags, datasetOptions, sharesFlag } from "./data-flags.ts";

const { data: _, ...folderFlags } = dataFlags;

/** `faceseg inspect`. */
export const inspect: Command = {
  name: "inspect",
  summary: "Lists what a data set contains, and what is wrong with it",
  words: { usage: "<folder>", least: 1, most: 1 },
  flags: {
    ...folderFlags,
    ...sharesFlag,
    most: { type: "string", valueHint: "n", description: "Findings of each kind that are listed (10)" },
  },
  examples: [
    ["faceseg inspect LaPa", "every split: pairs, sizes, shares of the classes, findings"],
    ["faceseg inspect LaPa --json > findings.json", "all findings; exit code 1 where there are errors"],
  ],
  async run({ words: [folder = ""], flags, output, signal }) {
    const most = number(flags, "most", 10);
    const inspection = await inspectDataset(folder, {
      ...(await datasetOptions(flags)),
      onProgress: ({ done, total }) => {
        signal.throwIfAborted();
        output.progress(`${done}/${total} pairs`);
      },
    });
    output.line(formatInspection(inspection, { most }));
    if (inspection.errors > 0) output.fail();
    return inspection;
  },
};
