/** What a program of the documentation promises with `//=>`, and whether its output keeps it. */

const promise = /\/\/=> (.*)$/;

/** Makes an expression whose value is told (`iou(all); //=> [...]`) print it. */
export const printing = (code) =>
  code.replace(
    /^(?!console\.log|const |let |\/\/|\s)(.+);( \/\/=> .*)$/gm,
    (_, expression, told) => `console.log(${expression});${told}`,
  );

/** @throws where the output lacks a told value, in the order told; "..." stands for anything. */
export function checkOutput(code, output) {
  const plain = (text) => text.replace(/\s+/g, "").replaceAll('"', "'");
  let rest = plain(output);
  for (const line of code.split("\n")) {
    const told = promise.exec(line)?.[1];
    if (told === undefined) continue;
    const parts = plain(told)
      .split("...")
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const found = new RegExp(parts.join(".*?")).exec(rest);
    if (!found) throw new Error(`tells "${told}", but prints ${output.trim() || "nothing"}`);
    rest = rest.slice(found.index + found[0].length);
  }
}

/** A program of plain imports and top-level `await` as CommonJS. */
export function toCommonJs(code) {
  const body = code
    .replace(/^import \* as (\S+) from (".+?");/gm, "const $1 = require($2);")
    .replace(
      /^import \{([^}]+)\} from (".+?");/gm,
      (_, names, from) => `const {${names.replace(/(\S+) as (\S+)/g, "$1: $2")}} = require(${from});`,
    )
    .replace(/^import (\w+) from (".+?");/gm, "const $1 = require($2);")
    .replace(/^import (".+?");/gm, "require($1);");
  return `(async () => {\n${body}\n})().catch((error) => {\n  console.error(error);\n  process.exitCode = 1;\n});\n`;
}
