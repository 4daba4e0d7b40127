import { readdirSync, readFileSync } from "node:fs";
import { parseArguments } from "../src/cli/parse.ts";
import { commands } from "../src/commands/index.ts";

const root = new URL("../../../", import.meta.url);
const guides = readdirSync(new URL("docs/guides/", root)).map((name) => `docs/guides/${name}`);

/** The words of a line, those in quotes as one, without a comment or what follows `>`. */
const wordsOf = (line: string) =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
const plain = (line: string) => line.replace(/\s+[#>].*$/, "");

/** Every `faceseg` line of the documentation and of the commands' own examples. */
const lines = [
  ...["README.md", "packages/faceseg/README.md", ...guides].flatMap((file) =>
    [...readFileSync(new URL(file, root), "utf8").matchAll(/^(?:npx )?faceseg (.+)$/gm)].map(
      ([, line]) => [file, plain(line as string)] as const,
    ),
  ),
  ...commands.flatMap(({ name, examples }) =>
    examples
      .filter(([line]) => line.startsWith("faceseg "))
      .map(([line]) => [`faceseg ${name} --help`, plain(line.slice("faceseg ".length))] as const),
  ),
];

test("the documentation has commands, in a guide too", () => {
  expect(lines.length).toBeGreaterThan(20);
  expect(lines.some(([file]) => file.startsWith("docs/guides/"))).toBe(true);
});

test.each(lines)("%s: faceseg %s is a legal command", (_, line) => {
  const [name, ...args] = wordsOf(line);
  const command = commands.find((one) => one.name === name);
  if (!command) throw new Error(`no command ${name}`);
  expect(() => parseArguments(command, args)).not.toThrow();
});
