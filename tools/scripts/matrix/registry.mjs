import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { registryEnvironment, requireLoopback, requireLoopbackSettings } from "./loopback.mjs";
import { run } from "./run.mjs";

// Verdaccio 6.9 needs Node 22. Neither is a dependency of the repository: they bring hundreds of packages.
const wanted = { verdaccio: "~6.8.0", vite: "^7.3.0" };
// Verdaccio needs the tag "cjs" of node-fetch, which some mirrors of npm lack.
const overrides = { "node-fetch": "^2.7.0" };

/** Installs the matrix's own tools once; returns their folder. */
export async function tools() {
  const folder = resolve("node_modules/.cache/faceseg-matrix");
  const manifest = JSON.stringify({ private: true, dependencies: wanted, overrides });
  const file = join(folder, "package.json");
  if (existsSync(join(folder, "node_modules")) && readFileSync(file, "utf8") === manifest) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, manifest);
  await run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: folder });
  return folder;
}

const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

/** Starts a registry on this machine: it has what is published to it, and passes requests for other packages to npm's. */
export async function startRegistry(folder, toolsFolder) {
  const { stdout } = await run("npm", ["config", "get", "registry"]);
  const ours = { access: "$all", publish: "$all" };
  const config = {
    storage: join(folder, "storage"),
    uplinks: { npm: { url: stdout.trim(), maxage: "60m" } },
    packages: { "@faceseg/*": ours, faceseg: ours, "**": { access: "$all", proxy: "npm" } },
    auth: { htpasswd: { file: join(folder, "htpasswd") } },
    max_body_size: "100mb",
    web: { enable: false },
    log: { type: "stdout", level: "warn" },
  };
  const file = join(folder, "verdaccio.yaml");
  writeFileSync(file, JSON.stringify(config)); // JSON is YAML
  const port = await freePort();
  const bin = join(toolsFolder, "node_modules/verdaccio/bin/verdaccio");
  const listen = `127.0.0.1:${port}`;
  const child = spawn(process.execPath, [bin, "--config", file, "--listen", listen], { stdio: "ignore" });
  const url = requireLoopback(`http://${listen}/`);
  for (let attempt = 0; ; attempt++) {
    const answer = await fetch(`${url}-/ping`).catch(() => undefined);
    if (answer?.ok) break;
    if (attempt === 240 || child.exitCode !== null)
      throw new Error(`Expected Verdaccio to answer at ${url}, got no answer`);
    await new Promise((done) => setTimeout(done, 250));
  }
  const settings = `registry=${url}\n//${listen}/:_authToken=${await login(url)}\nfund=false\naudit=false\n`;
  return { url, settings, stop: () => child.kill() };
}

/** Creates a user, as `npm adduser` does; returns the token for publishing. */
async function login(url) {
  const user = { name: "matrix", password: "matrix-matrix" };
  const answer = await fetch(`${url}-/user/org.couchdb.user:${user.name}`, {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(user),
  });
  const { token } = await answer.json();
  if (!token) throw new Error(`Expected Verdaccio to return a token, got status ${answer.status}`);
  return token;
}

/**
 * Versions a copy of the repository by its changesets and publishes every package of it to a registry on this machine.
 *
 * @throws {Error} before anything runs where `url`, `settings` or a package's `publishConfig` names another registry.
 */
export async function publish(folder, { url, settings }) {
  requireLoopback(url);
  requireLoopbackSettings(settings, ownManifests());
  const copy = join(folder, "repository");
  const { stdout } = await run("git", ["ls-files", "--cached", "--others", "--exclude-standard"]);
  const files = stdout.split("\n").filter((file) => file !== "" && existsSync(file));
  const built = [...new Set(files.map((file) => /^packages\/[^/]+/.exec(file)?.[0]))].filter(Boolean);
  for (const file of [...files, ...built.map((name) => `${name}/dist`)]) {
    if (!existsSync(file)) throw new Error(`Expected ${file} to exist; run \`npm run build\` first`);
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(file, join(copy, file), { recursive: true });
  }
  symlinkSync(resolve("node_modules"), join(copy, "node_modules"));
  // Only the CI of a release can attest provenance.
  for (const name of built) {
    const file = join(copy, name, "package.json");
    const manifest = JSON.parse(readFileSync(file, "utf8"));
    delete manifest.publishConfig.provenance;
    writeFileSync(file, JSON.stringify(manifest, null, 2));
  }
  const userconfig = join(copy, ".npmrc");
  writeFileSync(userconfig, settings);
  const options = { cwd: copy, env: { CI: "true", ...registryEnvironment({ url, userconfig }) } };
  const git = ["-c", "user.name=matrix", "-c", "user.email=matrix@localhost"];
  await run("git", ["init", "--quiet", "--initial-branch=main"], options);
  await run("git", ["add", "--all"], options);
  await run("git", [...git, "commit", "--quiet", "--message", "copy"], options);
  const changeset = (...words) =>
    run(process.execPath, [join(copy, "node_modules/@changesets/cli/bin.js"), ...words], options);
  await changeset("version");
  await changeset("publish", "--no-git-tag");
  return built.map((name) => {
    const folderOf = join(copy, name);
    const manifest = JSON.parse(readFileSync(join(folderOf, "package.json"), "utf8"));
    const readme = readFileSync(join(folderOf, "README.md"), "utf8");
    return { folder: folderOf, manifest, name: manifest.name, readme };
  });
}

/** The manifests of the packages in this repository. */
const ownManifests = () =>
  readdirSync("packages")
    .map((name) => join("packages", name, "package.json"))
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, "utf8")));
