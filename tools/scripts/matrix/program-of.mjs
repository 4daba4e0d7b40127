import { transformSync } from "esbuild";
import { installLines, programs } from "../markdown.mjs";
import { printing } from "../program.mjs";

/** Packages that run in Node alone. */
export const nodePackages = ["@faceseg/download", "faceseg"];

/** The program in a package's README, and the install commands that it needs. */
export function programOf({ name, readme }) {
  const code = printing(programs(readme)[0]?.code ?? "");
  const lines = installLines(readme);
  return { code, install: lines.length > 0 ? lines : [`npm install ${name}`] };
}

/** The names of the packages in some install lines. */
export const asked = (lines) => lines.flatMap((line) => line.split(/\s+/).slice(2));

/** TypeScript without its types. */
export const toJavaScript = (code) =>
  transformSync(code, {
    loader: "ts",
    target: "es2022",
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
  }).code;

/** The program for a page if it needs no files; otherwise a program that loads all exports of the package. */
export function pageProgramOf({ name, readme }) {
  const { code } = programOf({ name, readme });
  const page = code.replace('"@faceseg/segmenter/node"', '"@faceseg/segmenter"');
  if (page !== "" && !/from "(node:|@faceseg\/[\w-]+\/node)/.test(page)) return page;
  return `import * as all from "${name}";\nconsole.log(Object.keys(all).length);\n`;
}
