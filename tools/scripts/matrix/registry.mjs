import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { run } from "./run.mjs";

// Verdaccio 6.9 wants Node 22. Neither is a dependency of the repository: hundreds of packages, for this alone.
const wanted = { verdaccio: "~6.8.0", vite: "^7.3.0" };
// Verdaccio asks for the tag "cjs" of node-fetch, which mirrors of npm do not always have.
const overrides = { "node-fetch": "^2.7.0" };

/** Installs what the matrix itself needs, once; returns the folder. */
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

/** A registry of its own: this project's packages are what is published to it, all others come from npm's. */
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
  const url = `http://${listen}/`;
  for (let attempt = 0; ; attempt++) {
    const answer = await fetch(`${url}-/ping`).catch(() => undefined);
    if (answer?.ok) break;
    if (attempt === 240 || child.exitCode !== null)
      throw new Error("Expected Verdaccio to answer, it does not");
    await new Promise((done) => setTimeout(done, 250));
  }
  const settings = `registry=${url}\n//${listen}/:_authToken=${await login(url)}\nfund=false\naudit=false\n`;
  return { url, settings, stop: () => child.kill() };
}

/** Makes a user, as `npm adduser` does; returns the token with which npm publishes. */
async function login(url) {
  const user = { name: "matrix", password: "matrix-matrix" };
  const answer = await fetch(`${url}-/user/org.couchdb.user:${user.name}`, {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(user),
  });
  const { token } = await answer.json();
  if (!token) throw new Error(`Expected Verdaccio to give a token, got ${answer.status}`);
  return token;
}

/** Versions a copy of the repository by its changesets and publishes every package of it. */
export async function publish(folder, { settings }) {
  const copy = join(folder, "repository");
  const { stdout } = await run("git", ["ls-files", "--cached", "--others", "--exclude-standard"]);
  const files = stdout.split("\n").filter((file) => file !== "" && existsSync(file));
  const built = [...new Set(files.map((file) => /^packages\/[^/]+/.exec(file)?.[0]))].filter(Boolean);
  for (const file of [...files, ...built.map((name) => `${name}/dist`)]) {
    if (!existsSync(file)) throw new Error(`Expected ${file}, found none; npm run build`);
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(file, join(copy, file), { recursive: true });
  }
  symlinkSync(resolve("node_modules"), join(copy, "node_modules"));
  // Provenance is what the release's CI vouches for; nobody does here.
  for (const name of built) {
    const file = join(copy, name, "package.json");
    const manifest = JSON.parse(readFileSync(file, "utf8"));
    delete manifest.publishConfig.provenance;
    writeFileSync(file, JSON.stringify(manifest, null, 2));
  }
  writeFileSync(join(copy, ".npmrc"), settings);
  const options = { cwd: copy, env: { CI: "true", npm_config_userconfig: join(copy, ".npmrc") } };
  const git = ["-c", "user.name=matrix", "-c", "user.email=matrix@localhost"];
  await run("git", ["init", "--quiet", "--initial-branch=main"], options);
  await run("git", ["add", "--all"], options);
  await run("git", [...git, "commit", "--quiet", "--message", "copy"], options);
  const changeset = (...words) =>
    run(process.execPath, [join(copy, "node_modules/@changesets/cli/bin.js"), ...words], options);
  await changeset("version");
  await changeset("publish", "--no-git-tag");
  return built.map((name) => {
    const dir = join(copy, name);
    const manifest = JSON.parse(readFileSync(join(dir, "package.json"), "utf8"));
    return { dir, manifest, name: manifest.name, readme: readFileSync(join(dir, "README.md"), "utf8") };
  });
}
