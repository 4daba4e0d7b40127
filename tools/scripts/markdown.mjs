import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Every Markdown file of the repository, with its text; paths start at the root. */
export const documents = () =>
  execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
    encoding: "utf8",
  })
    .split("\n")
    .filter(Boolean)
    .map((file) => ({ file, text: readFileSync(file, "utf8") }));

/** Fenced blocks: language, code, and the line where the code starts. */
export function codeBlocks(text) {
  const blocks = [];
  let open;
  for (const [index, line] of text.split("\n").entries()) {
    const fence = /^```(\S*)/.exec(line);
    if (!open && fence) open = { language: fence[1], line: index + 2, lines: [] };
    else if (open && fence) {
      blocks.push({ language: open.language, line: open.line, code: `${open.lines.join("\n")}\n` });
      open = undefined;
    } else open?.lines.push(line);
  }
  return blocks;
}

/** The lines of the first `sh` block that install packages, without their comments. */
export const installLines = (text) =>
  (codeBlocks(text).find(({ language }) => language === "sh")?.code ?? "")
    .split("\n")
    .map((line) => line.replace(/\s+#.*$/, "").trim())
    .filter((line) => line.startsWith("npm install "));

/** The programs of a text, in order: its `ts` blocks. What cannot run as it stands is a `js` block. */
export const programs = (text) => codeBlocks(text).filter(({ language }) => language === "ts");
