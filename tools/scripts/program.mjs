/** What a program of the documentation prints according to `//=>`, and a check of its output. */

const promise = /\/\/=> (.*)$/;

/** Prints the value of an expression that `//=>` follows (`iou(all); //=> [...]`). */
export const printing = (code) =>
  code.replace(
    /^(?!console\.log|const |let |\/\/|\s)(.+);( \/\/=> .*)$/gm,
    (_, expression, told) => `console.log(${expression});${told}`,
  );

/** @throws {Error} if the output lacks a stated value, in their order; "..." matches anything. */
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
    if (!found) throw new Error(`states "${told}", but prints ${output.trim() || "nothing"}`);
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
