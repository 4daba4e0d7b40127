// Publishes all packages to a private registry on this machine and uses them from empty folders, as users do: with the
// programs of their READMEs, as ESM and CommonJS, under strict TypeScript, in bundles for servers and pages, in a Vite app,
// on several versions of Node.
//
//   npm run matrix                       this Node
//   npm run matrix -- --node 22,24       these too, from npm's package `node`
//   npm run matrix -- --only unet,data   only these packages, each alone
//   npm run matrix -- --keep             keeps the folders
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { bundledPages, installForPages, vitePages } from "./browser.mjs";
import { isolated } from "./isolated.mjs";
import { registryEnvironment } from "./loopback.mjs";
import { publish, startRegistry, tools } from "./registry.mjs";
import { run } from "./run.mjs";
import { command, installTogether, serverBundle, typescript } from "./together.mjs";

const { values } = parseArgs({
  options: {
    node: { type: "string", default: "" },
    only: { type: "string", default: "" },
    keep: { type: "boolean", default: false },
  },
});
const list = (text) => text.split(",").filter(Boolean);
const start = performance.now();
const failures = [];

/** Runs one step and prints its result; after a failure the next step runs all the same. */
async function step(name, work) {
  const seconds = () => `${Math.round((performance.now() - start) / 1000)} s`;
  try {
    const result = await work();
    console.log(`${seconds().padStart(6)}  ${name}: ${typeof result === "string" ? result : "done"}`);
    return result;
  } catch (error) {
    failures.push(name);
    console.error(`${seconds().padStart(6)}  ${name}: FAILED\n${error.stack ?? error}`);
    return undefined;
  }
}

const folder = mkdtempSync(join(tmpdir(), "faceseg-matrix-"));
const toolsFolder = await tools().catch(({ message }) => {
  // A registry may lack a dependency of Verdaccio, which is no fault of the packages.
  console.error(message);
  console.error("SKIPPED: Verdaccio could not be installed, so no package was published and used.");
  process.exit(0);
});
const registry = await startRegistry(folder, toolsFolder);
try {
  writeFileSync(join(folder, "npmrc"), registry.settings);
  // `npm run` sets some of these itself, and the environment outweighs npm's files.
  const { url } = registry;
  for (const [name, value] of Object.entries(
    registryEnvironment({ url, userconfig: join(folder, "npmrc") }),
  )) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  // Its install script would only download a CUDA provider.
  process.env.ONNXRUNTIME_NODE_INSTALL = "skip";
  const nodes = [process.execPath];
  for (const version of list(values.node)) {
    const place = join(folder, `node-${version}`);
    mkdirSync(place);
    writeFileSync(join(place, "package.json"), "{}");
    await run("npm", ["install", `node@${version}`], { cwd: place });
    nodes.push(join(place, "node_modules/node/bin/node"));
  }
  for (const node of nodes) console.log(`Node ${(await run(node, ["--version"])).stdout.trim()}`);
  const packages = await step("version and publish", () => publish(folder, registry));
  const chosen = (packages ?? []).filter(
    ({ name }) => values.only === "" || list(values.only).includes(name.replace("@faceseg/", "")),
  );
  // Two at a time: npm mostly waits.
  const waiting = [...chosen];
  const lane = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const { name } = one;
      await step(`${name} alone`, () => isolated(folder, one, nodes));
    }
  };
  await Promise.all([lane(), lane()]);
  if (packages && values.only === "") {
    const together = await step("all together", () => installTogether(folder, packages));
    if (together) {
      await step("TypeScript", () => typescript(together, nodes));
      await step("server bundle", () => serverBundle(together, nodes));
      await step("command", () => command(together, packages, nodes));
    }
    const pages = await step("for pages", () => installForPages(folder, packages));
    if (pages) {
      await step("Vite", () => vitePages(pages, toolsFolder));
      await step("browser bundle", () => bundledPages(pages));
    }
  }
} finally {
  registry.stop();
  if (values.keep) console.log(`Kept in ${folder}`);
  else rmSync(folder, { recursive: true, force: true });
}
console.log(failures.length === 0 ? "All good." : `Failed: ${failures.join("; ")}`);
process.exitCode = failures.length === 0 ? 0 : 1;
