// Type-checks and runs every program (`ts` block) of the documentation against the source, and compares what it prints
// with what follows `//=>`. The programs of one document share a folder and run in order.
//
//   node tools/scripts/snippets.mjs [part of a path]
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { documents, programs } from "./markdown.mjs";
import { checkOutput, printing } from "./program.mjs";

const [wanted = ""] = process.argv.slice(2);
// Inside the repository, so that packages are found.
const folder = resolve("node_modules/.cache/faceseg-snippets");
rmSync(folder, { recursive: true, force: true });
const snippets = documents()
  .filter(({ file }) => file.includes(wanted))
  .flatMap(({ file, text }) =>
    programs(text).map(({ code, line }) => {
      const place = join(folder, file.replaceAll("/", "_"));
      return { name: `${file}:${line}`, place, path: join(place, `line-${line}.mts`), code };
    }),
  );
if (snippets.length === 0) throw new Error(`Expected a document with programs, found none like "${wanted}"`);
for (const { place, path, code } of snippets) {
  mkdirSync(place, { recursive: true });
  writeFileSync(path, printing(code));
}

const node = (args, cwd) => spawnSync(process.execPath, args, { cwd, encoding: "utf8" });

const tsconfig = {
  compilerOptions: {
    ...{ target: "ES2022", lib: ["ES2023", "DOM"], module: "ESNext", moduleResolution: "Bundler" },
    ...{
      customConditions: ["@faceseg/source"],
      types: ["node"],
      typeRoots: [resolve("node_modules/@types")],
    },
    ...{ strict: true, skipLibCheck: true, noEmit: true, allowImportingTsExtensions: true },
    exactOptionalPropertyTypes: true, // the packages' sources are checked too, and need it,
  },
  include: ["**/*.mts"],
};
writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
const types = node([resolve("node_modules/typescript/bin/tsc"), "-p", folder]);
if (types.status !== 0)
  throw new Error(`The programs of the documentation have wrong types:\n${types.stdout}`);

let failures = 0;
for (const { name, place, path, code } of snippets) {
  const tsx = import.meta.resolve("tsx");
  const { status, stdout, stderr } = node(["--import", tsx, "--conditions=@faceseg/source", path], place);
  try {
    if (status !== 0) throw new Error(`fails:\n${stderr}`);
    checkOutput(code, stdout);
    console.log(`${name}: runs`);
  } catch (error) {
    failures++;
    console.error(`${name}: ${error.message}`);
  }
}
process.exitCode = failures > 0 ? 1 : 0;
