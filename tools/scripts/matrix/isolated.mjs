import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { checkOutput, toCommonJs } from "../program.mjs";
import { asked, nodePackages, programOf, toJavaScript } from "./program-of.mjs";
import { run } from "./run.mjs";

/** Packages that a user must not get unasked, and the packages that may bring them along. */
const heavy = {
  sharp: ["faceseg"],
  "onnxruntime-node": ["faceseg"],
  "onnxruntime-web": ["faceseg"],
  h5wasm: ["faceseg"],
  undici: ["@faceseg/download", "faceseg"],
  yauzl: ["@faceseg/download", "faceseg"],
  "@faceseg/download": ["faceseg"],
  "@faceseg/data": ["@faceseg/evaluation", "@faceseg/report", "faceseg"],
  "@faceseg/trainer": ["faceseg"],
};
const stray = /^(?!(dist|src)\/|package\.json$|README\.md$|LICENSE$|CHANGELOG\.md$)/;

/** Installs a package alone as its README says, loads its entries and runs its program, as ESM and as CommonJS. */
export async function isolated(folder, package_, nodes) {
  const { name, manifest, folder: source } = package_;
  const { code, install } = programOf(package_);
  const place = join(folder, "alone", name.replace("/", "-"));
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, "package.json"), JSON.stringify({ private: true }));
  for (const line of install) await run("npm", line.split(/\s+/).slice(1), { cwd: place });
  checkInstalled(place, name, asked(install));
  await checkFiles(name, source);
  const entries = Object.keys(manifest.exports).filter((path) => path !== "./package.json");
  const count = await loadEntries(
    place,
    entries.map((entry) => name + entry.slice(1)),
  );
  if (!nodePackages.includes(name)) await bundleWithoutPeers(place, name);
  const plain = toJavaScript(code);
  writeFileSync(join(place, "program.mjs"), plain);
  writeFileSync(join(place, "program.cjs"), toCommonJs(plain));
  for (const node of code === "" ? [] : nodes) {
    for (const file of ["program.mjs", "program.cjs"]) {
      checkOutput(code, (await run(node, [file], { cwd: place })).stdout);
    }
  }
  return `${count} exports${code === "" ? "" : "; its program runs as ESM and as CommonJS"}`;
}

function checkInstalled(place, name, wanted) {
  for (const [package_, owners] of Object.entries(heavy)) {
    const isAsked = wanted.includes(package_) || wanted.some((one) => owners.includes(one));
    if (!isAsked && existsSync(join(place, "node_modules", package_)))
      throw new Error(`${name} also installs ${package_}, which nobody asked for`);
  }
}

async function checkFiles(name, source) {
  const { stdout } = await run("npm", ["pack", "--dry-run", "--json"], { cwd: source });
  const [{ files }] = Object.values(JSON.parse(stdout));
  const found = files
    .map(({ path }) => path)
    .filter((path) => stray.test(path) && path !== "python/faceseg_layers.py"); // @faceseg/model-files: our layers, for Keras
  if (found.length > 0) throw new Error(`${name} contains files that it must not: ${found.join(", ")}`);
}

/** Loads every entry as ESM and as CommonJS: the same names, and nothing on stderr. */
async function loadEntries(place, ids) {
  let count = 0;
  for (const id of ids) {
    const load = async (type, code) => {
      const args = [`--input-type=${type}`, "-e", `${code}; console.log(Object.keys(it).sort().join())`];
      return (await run(process.execPath, args, { cwd: place, quiet: true })).stdout.trim();
    };
    const esm = await load("module", `import * as it from "${id}"`);
    const cjs = await load("commonjs", `const it = require("${id}")`);
    if (esm !== cjs) throw new Error(`${id} exports ${esm} as ESM but ${cjs} as CommonJS`);
    count += esm.split(",").length;
  }
  return count;
}

/** A page's bundler must skip optional peers that are not installed. */
const bundleWithoutPeers = (place, name) =>
  build({
    stdin: { contents: `export * from "${name}";`, resolveDir: place },
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    // READMEs install them for Node; a page does not.
    external: ["onnxruntime-node", "sharp"],
    logLevel: "silent",
  });
