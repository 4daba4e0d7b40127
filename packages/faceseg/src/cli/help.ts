import { stripVTControlCharacters } from "node:util";
import { defineCommand, renderUsage } from "citty";
import type { Command } from "./command.ts";
import { commonFlags } from "./parse.ts";

const indented = (lines: readonly (readonly [string, string])[]) => {
  const width = Math.max(...lines.map(([line]) => line.length));
  return lines.map(([line, does]) => `  ${line.padEnd(width)}  ${does}`).join("\n");
};

/** What the program can do, and how to start. */
export function overview(commands: readonly Command[], version: string): string {
  return [
    `faceseg ${version}: one class for every pixel of a face`,
    "",
    "Usage: faceseg <command> [words] [--flags]",
    "",
    indented(commands.map(({ name, summary }) => [name, summary] as const)),
    "",
    "Try it without any data: train a small network on synthetic faces, then use it",
    "",
    indented([
      ["faceseg train --faces 400 --size 64 --out face", "two minutes on two cores"],
      [
        "faceseg segment photo.jpg --model face/model.onnx --overlay",
        "writes photo-mask.png and photo-overlay.png",
      ],
    ]),
    "",
    "Run faceseg <command> --help for its flags. Exit codes: 0 success, 1 failure, 2 wrong usage, 130 interrupted.",
  ].join("\n");
}

/** A command's usage, flags and examples. */
export async function commandHelp({ name, summary, words, flags, examples }: Command): Promise<string> {
  const meta = { name: ["faceseg", name, words?.usage ?? ""].join(" ").trim(), description: summary };
  const usage = await renderUsage(defineCommand({ meta, args: { ...flags, ...commonFlags } }));
  const plain = stripVTControlCharacters(usage).replace(/ +$/gm, "");
  return `${plain.trimEnd()}\n\nEXAMPLES\n\n${indented(examples)}`;
}
