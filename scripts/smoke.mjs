// Installs the packed packages into an empty folder and loads every entry the way users do, as ESM and as CommonJS.
// Anything on stderr fails.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const run = (command, args, cwd) => {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed:\n${stdout}\n${stderr}`);
  return { stdout, stderr };
};

const packages = readdirSync("packages").map((dir) => ({
  dir: resolve("packages", dir),
  ...JSON.parse(readFileSync(`packages/${dir}/package.json`, "utf8")),
}));
const folder = mkdtempSync(join(tmpdir(), "faceseg-smoke-"));

try {
  // What npm installs by itself: optional peers (engines) are the user's choice.
  const required = packages.flatMap(({ peerDependencies = {}, peerDependenciesMeta = {} }) =>
    Object.entries(peerDependencies).filter(([name]) => !peerDependenciesMeta[name]?.optional),
  );
  const dependencies = Object.fromEntries(required);
  for (const { name, dir } of packages) {
    const { stdout } = run("npm", ["pack", "--json", "--pack-destination", folder], dir);
    const [packed] = Object.values(JSON.parse(stdout));
    dependencies[name] = `file:${packed.filename}`;
    const stray = packed.files
      .map(({ path }) => path)
      .filter((path) => !/^(dist|src)\/|^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/.test(path))
      .filter((path) => path !== "python/faceseg_layers.py"); // @faceseg/keras: our layers, for Keras itself
    if (stray.length > 0)
      throw new Error(`${name} packs files that do not belong in it: ${stray.join(", ")}`);
  }
  const project = { private: true, dependencies };
  writeFileSync(join(folder, "package.json"), JSON.stringify(project));
  run("npm", ["install", "--no-audit", "--no-fund"], folder);

  const exported = (code, type) => {
    const { stdout, stderr } = run(process.execPath, [`--input-type=${type}`, "-e", code], folder);
    if (stderr !== "") throw new Error(`${code} writes to stderr: ${stderr}`);
    return stdout.trim();
  };
  for (const { name, exports } of packages) {
    for (const entry of Object.keys(exports).filter((path) => path !== "./package.json")) {
      const id = name + entry.slice(1);
      const esm = exported(
        `import * as it from "${id}"; console.log(Object.keys(it).sort().join())`,
        "module",
      );
      const cjs = exported(`console.log(Object.keys(require("${id}")).sort().join())`, "commonjs");
      if (esm !== cjs) throw new Error(`${id} exports ${esm} as ESM but ${cjs} as CommonJS`);
      console.log(`${id}: ${esm.split(",").length} exports, ESM and CommonJS`);
    }
  }
  const { version } = packages.find(({ name }) => name === "faceseg");
  const { stdout, stderr } = run(join("node_modules", ".bin", "faceseg"), ["--version"], folder);
  if (stdout.trim() !== version || stderr !== "")
    throw new Error(`faceseg --version prints ${stdout}${stderr}, not ${version}`);
  console.log(`faceseg ${version}: the command runs`);
} finally {
  rmSync(folder, { recursive: true });
}
