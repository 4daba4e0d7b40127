import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { type Zippable, zipSync } from "fflate";
import {
  ArchiveError,
  type DownloadLapaOptions,
  downloadLapa,
  KaggleToken,
  readKaggleToken,
} from "../src/index.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const files: Zippable = {
  "LaPa/train/images/a.jpg": bytes("picture"),
  "LaPa/train/labels/a.png": bytes("labels"),
  "LaPa/val/images/b.jpg": bytes("another"),
  "LaPa/val/labels/b.png": bytes("others"),
};
const key = "0123456789abcdef";
const token = new KaggleToken("me", key);

let answer: (request: IncomingMessage, response: ServerResponse) => void;
let server: Server;
let url: string;
let root: string;

beforeAll(async () => {
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/lapa`;
});
afterAll(() => server.close());
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "faceseg-lapa-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const get = (options: Partial<DownloadLapaOptions> = {}) =>
  downloadLapa({
    to: join(root, "data"),
    cacheFolder: join(root, "cache"),
    url,
    token,
    retries: 0,
    ...options,
  });
const serve = (archive: Uint8Array) => {
  answer = (_, response) => response.writeHead(200, { "content-length": archive.length }).end(archive);
};

/** What is in the root, the cache left out. */
const left = () => readdirSync(root).filter((name) => name !== "cache");

test("downloadLapa({ to }) asks with the token, and puts the splits into `to`", async () => {
  const asked: (string | undefined)[] = [];
  const archive = zipSync(files);
  answer = (request, response) => {
    asked.push(request.headers.authorization);
    response.end(archive);
  };
  expect(await get()).toEqual({ to: join(root, "data"), files: 4, bytes: 26 });
  expect(asked).toEqual([`Basic ${Buffer.from(`me:${key}`).toString("base64")}`]);
  expect(readFileSync(join(root, "data", "train", "images", "a.jpg"), "utf8")).toBe("picture");
  expect(readdirSync(join(root, "data")).sort()).toEqual(["train", "val"]);
  expect(left()).toEqual(["data"]);
});

test("downloadLapa({ to }) refuses a folder that has files", async () => {
  mkdirSync(join(root, "data"));
  writeFileSync(join(root, "data", "mine.txt"), "");
  await expect(get()).rejects.toThrow("Expected `to` to be a new or empty folder, found mine.txt");
});

const link = zipSync({ ...files, "LaPa/link": [bytes("/etc/passwd"), { os: 3, attrs: 0o120777 << 16 }] });
const damaged = () => {
  const copy = Buffer.from(zipSync(files, { level: 0 }));
  copy[copy.indexOf("picture")] = 0;
  return copy;
};
test.each<[string, () => Uint8Array, string]>([
  ["that climbs", () => zipSync({ ...files, "../evil": bytes("x") }), "invalid relative path: ../evil"],
  ["with an absolute path", () => zipSync({ ...files, "/evil": bytes("x") }), "absolute path: /evil"],
  [
    "with a path of Windows",
    () => zipSync({ ...files, "a\\..\\evil": bytes("x") }),
    "invalid characters in fileName",
  ],
  ["with a link", () => link, 'found a link at "LaPa/link"'],
  ["with a changed byte", damaged, "to have the checksum that the archive lists"],
  ["that is cut off", () => zipSync(files).subarray(0, 200), "Expected a whole zip archive"],
  ["that is a page", () => bytes("<html>Please log in</html>"), "Expected a whole zip archive"],
  [
    "of something else",
    () => zipSync({ "readme.txt": bytes("hello") }),
    "Expected <split>/images/ and <split>/labels/",
  ],
  [
    "that is a bomb",
    () => zipSync({ ...files, "LaPa/bomb": new Uint8Array(2 ** 25) }),
    "Expected at most 16777216 bytes",
  ],
])(
  "downloadLapa({ to }) throws an ArchiveError for an archive %s, and leaves nothing",
  async (_, archive, message) => {
    serve(archive());
    const error = await get().catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ArchiveError);
    expect(String(error)).toContain(message);
    expect(left()).toEqual([]);
    expect(existsSync(join(root, "cache", new URL(url).host.replace(":", "_"), "lapa"))).toBe(false);
  },
);

test("downloadLapa({ to }) shows the token in no error, however deep", async () => {
  const secrets = [key, Buffer.from(`me:${key}`).toString("base64")];
  const closed: typeof answer = (_, response) => response.destroy();
  const refuses: typeof answer = (_, response) => response.writeHead(401).end();
  for (answer of [closed, refuses]) {
    const error = await get().catch((e: unknown) => e);
    const shown = inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true });
    for (const secret of secrets) expect(shown).not.toContain(secret);
    expect(String(error)).toContain(url);
  }
  expect([inspect(token, { showHidden: true }), JSON.stringify(token), String(token)].join()).not.toContain(
    key,
  );
});

/** Runs with these variables, and no others of Kaggle's. */
async function withVariables<T>(values: Record<string, string>, work: () => Promise<T>): Promise<T> {
  const names = ["KAGGLE_USERNAME", "KAGGLE_KEY", "KAGGLE_CONFIG_DIR", "XDG_CONFIG_HOME"];
  const before = names.map((name) => process.env[name]);
  for (const name of names) delete process.env[name];
  Object.assign(process.env, values);
  try {
    return await work();
  } finally {
    for (const [i, name] of names.entries()) {
      const value = before[i];
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

test("readKaggleToken() looks where Kaggle's own tools do, the environment first", async () => {
  const json = (username: string) => JSON.stringify({ username, key });
  mkdirSync(join(root, ".kaggle"));
  mkdirSync(join(root, ".config", "kaggle"), { recursive: true });
  writeFileSync(join(root, ".config", "kaggle", "kaggle.json"), json("config"));
  const named = (values: Record<string, string>) =>
    withVariables(values, async () => (await readKaggleToken(root)).username);
  expect(await named({})).toBe("config");
  writeFileSync(join(root, ".kaggle", "kaggle.json"), json("home"));
  expect(await named({})).toBe("home");
  writeFileSync(join(root, "kaggle.json"), json("own"));
  expect(await named({ KAGGLE_CONFIG_DIR: root })).toBe("own");
  expect(await named({ KAGGLE_CONFIG_DIR: root, KAGGLE_USERNAME: "env", KAGGLE_KEY: key })).toBe("env");
});

test("readKaggleToken() lists the places where it looked, and quotes no file", async () => {
  const at = (values: Record<string, string>) => withVariables(values, () => readKaggleToken(root));
  await expect(at({})).rejects.toThrow(
    /KAGGLE_KEY or in .*\.kaggle.kaggle\.json or .*\.config.kaggle.kaggle\.json/,
  );
  writeFileSync(join(root, "kaggle.json"), `{"username": "me", "key": "${key}"`);
  const error = await at({ KAGGLE_CONFIG_DIR: root }).catch((e: unknown) => e);
  expect(String(error)).toContain('Expected {"username": "...", "key": "..."}, found something else');
  expect(inspect(error, { depth: 9 })).not.toContain(key);
});
