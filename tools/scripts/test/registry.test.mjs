import assert from "node:assert/strict";
import childProcess from "node:child_process";
import { EventEmitter } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, test } from "node:test";
import { registryEnvironment, requireLoopback } from "../matrix/loopback.mjs";
import { publish } from "../matrix/registry.mjs";

const npm = "https://registry.npmjs.org/";
const local = "http://127.0.0.1:4873/";
const { spawn } = childProcess;
const root = process.cwd();
let folder;
let commands;

/** Records commands instead of running them; `git ls-files` lists one small package. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faceseg-registry-"));
  mkdirSync(join(folder, "packages/one/dist"), { recursive: true });
  writeManifest({ access: "public", provenance: true });
  for (const file of ["README.md", "dist/index.js"]) writeFileSync(join(folder, "packages/one", file), "");
  process.chdir(folder);
  commands = [];
  childProcess.spawn = (command, args, { env }) => {
    commands.push({ command: [command, ...args].join(" "), env });
    const stdout = args[0] === "ls-files" ? "packages/one/package.json\npackages/one/README.md\n" : "";
    const child = new EventEmitter();
    child.stdout = Readable.from([stdout]);
    child.stderr = Readable.from([""]);
    child.stdout.once("end", () => setImmediate(() => child.emit("close", 0)));
    return child;
  };
  syncBuiltinESMExports();
});

afterEach(() => {
  childProcess.spawn = spawn;
  syncBuiltinESMExports();
  process.chdir(root);
  rmSync(folder, { recursive: true });
});

const writeManifest = (publishConfig) =>
  writeFileSync(
    join(folder, "packages/one/package.json"),
    JSON.stringify({ name: "@faceseg/one", version: "0.0.0", publishConfig }),
  );

/** Nothing ran, and no file was copied. */
async function refuses(registry) {
  const out = join(folder, "out");
  await assert.rejects(() => publish(out, registry), /Expected `registry` to be a loopback URL/);
  assert.deepEqual(commands, []);
  assert.ok(!existsSync(out));
}

test("requireLoopback(url) accepts this machine only", () => {
  for (const url of [
    local,
    "http://127.8.9.10",
    "http://[::1]:80/",
    "https://localhost:1/",
    "http://LOCALHOST/",
  ])
    assert.equal(requireLoopback(url), url);
  const foreign = [
    npm,
    "https://registry.yarnpkg.com",
    "http://127.0.0.1.example.com/",
    "http://127.0.0.1@example.com/",
    "http://localhost.example.com/",
    "http://128.0.0.1/",
    "http://10.0.0.1:4873/",
    "http://0.0.0.0:4873/",
    "http://[::2]/",
    "file:///127.0.0.1",
    "127.0.0.1:4873",
    "",
    undefined,
  ];
  for (const url of foreign)
    assert.throws(() => requireLoopback(url), /Expected `registry` to be a loopback URL/);
});

test("publish() refuses a registry elsewhere before anything runs", () =>
  refuses({ url: npm, settings: "" }));

test("publish() refuses a missing registry before anything runs", () => refuses({ settings: "" }));

test("publish() refuses settings that name a registry elsewhere", async () => {
  await refuses({ url: local, settings: `registry=${npm}\n` });
  await refuses({ url: local, settings: `registry=${local}\n@faceseg:registry = ${npm}\n` });
});

test("publish() refuses a package whose publishConfig names a registry elsewhere", async () => {
  writeManifest({ registry: npm });
  await refuses({ url: local, settings: "" });
  writeManifest({ "@faceseg:registry": npm });
  await refuses({ url: local, settings: "" });
});

test("publish() gives every command the registry, whatever the environment says", async () => {
  const inherited = {
    NPM_CONFIG_REGISTRY: npm,
    npm_config_registry: npm,
    "npm_config_@faceseg:registry": npm,
  };
  const before = { ...process.env };
  Object.assign(process.env, inherited);
  try {
    await publish(join(folder, "out"), { url: local, settings: `registry=${local}\n` });
  } finally {
    process.env = before;
  }
  const inCopy = commands.filter(({ command }) => !command.startsWith("git ls-files"));
  assert.ok(inCopy.some(({ command }) => command.includes("publish")));
  for (const { command, env } of inCopy) {
    const registries = Object.entries(env).filter(
      ([name, value]) => /registry$/i.test(name) && value !== undefined,
    );
    assert.ok(registries.length >= 2, command);
    for (const [name, value] of registries) assert.equal(value, local, `${name} of ${command}`);
    assert.equal(env.npm_config_userconfig, join(folder, "out/repository/.npmrc"));
  }
  assert.deepEqual(readdirSync(join(folder, "out")), ["repository"]);
});

test("registryEnvironment({ url }) refuses a registry elsewhere", () =>
  assert.throws(() => registryEnvironment({ url: npm, userconfig: "npmrc" }), /loopback/));
