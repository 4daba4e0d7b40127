import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { DownloadError } from "@faceseg/core";
import { cacheFolder, type DownloadOptions, download } from "../src/index.ts";

const content = Buffer.from(Array.from({ length: 200_000 }, (_, i) => (i * 7919) >> 3));
const sha256 = createHash("sha256").update(content).digest("hex");
const half = 100_000;

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let answer: Answer;
let requests: IncomingMessage["headers"][];
let server: Server;
let url: string;
let cache: string;
let path: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request.headers);
    answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  url = `http://127.0.0.1:${port}/some/weights.h5`;
});
afterAll(() => server.close());

beforeEach(() => {
  requests = [];
  cache = mkdtempSync(join(tmpdir(), "faceseg-download-"));
  path = join(cache, new URL(url).host.replace(":", "_"), "some", "weights.h5");
});
afterEach(() => rmSync(cache, { recursive: true }));

/** A server that knows Range and If-Range. */
const ranges =
  (etag: string | undefined, body = content): Answer =>
  (request, response) => {
    if (etag) response.setHeader("etag", etag);
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1]);
    const condition = request.headers["if-range"];
    if (Number.isNaN(start) || (condition && condition !== etag)) {
      response.writeHead(200, { "content-length": body.length }).end(body);
    } else if (start >= body.length) {
      response.writeHead(416, { "content-range": `bytes */${body.length}` }).end();
    } else {
      const range = `bytes ${start}-${body.length - 1}/${body.length}`;
      response.writeHead(206, { "content-range": range, "content-length": body.length - start });
      response.end(body.subarray(start));
    }
  };

/** Promises everything, sends half and hangs up. */
const cuts =
  (etag: string | undefined): Answer =>
  (_, response) => {
    response.writeHead(200, { "content-length": content.length, ...(etag ? { etag } : {}) });
    response.write(content.subarray(0, half), () => setTimeout(() => response.destroy(), 30));
  };

const get = (options: DownloadOptions = {}) => download(url, { cacheFolder: cache, retries: 0, ...options });
const failure = (options: DownloadOptions = {}) =>
  get(options).then(
    () => undefined,
    (error: unknown) => error as DownloadError,
  );

async function cutDownload(etag: string | undefined, options: DownloadOptions = {}) {
  answer = cuts(etag);
  const error = await failure(options);
  expect(error).toBeInstanceOf(DownloadError);
  expect(error?.message).toContain(
    `the connection ended after ${half} of ${content.length} bytes; they are kept`,
  );
  expect([existsSync(path), statSync(`${path}.part`).size]).toEqual([false, half]);
}

const expectComplete = () => {
  expect(readFileSync(path).equals(content)).toBe(true);
  expect([existsSync(`${path}.part`), existsSync(`${path}.part.version`)]).toEqual([false, false]);
};

test("download(url) keeps the file by host and path, and says that nothing verified it", async () => {
  answer = ranges('"1"');
  expect(await get()).toEqual({ url, path, size: content.length, sha256, verified: false, fromCache: false });
  expectComplete();
});

test("download(url) asks the server once, and then takes the file from the cache", async () => {
  answer = ranges('"1"');
  await get({ sha256 });
  expect(await get({ sha256: sha256.toUpperCase() })).toMatchObject({ verified: true, fromCache: true });
  expect(await get()).toMatchObject({ verified: false, fromCache: true });
  expect(requests).toHaveLength(1);
});

test("download(url, { sha256 }) downloads a cached file again that has another checksum", async () => {
  answer = ranges('"1"');
  await get();
  writeFileSync(path, "damaged");
  expect(await get({ sha256 })).toMatchObject({ verified: true, fromCache: false });
  expectComplete();
});

test("download(url, { onProgress }) counts up to the total, from where it goes on", async () => {
  await cutDownload('"1"');
  answer = ranges('"1"');
  const seen: number[] = [];
  await get({
    onProgress: ({ received, total }) => {
      expect(total).toBe(content.length);
      seen.push(received);
    },
  });
  expect(seen[0]).toBeGreaterThan(half);
  expect(seen.at(-1)).toBe(content.length);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
});

test("download(url) goes on after a cut connection, if the file is of the same version", async () => {
  await cutDownload('"1"');
  answer = ranges('"1"');
  await get();
  expect(requests[1]).toMatchObject({ range: `bytes=${half}-`, "if-range": '"1"' });
  expectComplete();
});

test("download(url) starts again if the file has changed", async () => {
  answer = (_, response) => {
    response.writeHead(200, { "content-length": content.length, etag: '"old"' });
    response.write(Buffer.alloc(half), () => setTimeout(() => response.destroy(), 30));
  };
  await failure();
  expect(statSync(`${path}.part`).size).toBe(half);
  answer = ranges('"new"');
  await get();
  expectComplete();
});

test("download(url) starts again if the version is not known and no checksum would tell", async () => {
  await cutDownload(undefined);
  answer = ranges(undefined);
  await get();
  expect(requests[1]?.range).toBeUndefined();
  expectComplete();
});

test("download(url) takes a weak ETag for no version", async () => {
  await cutDownload('W/"1"');
  answer = ranges(undefined);
  await get();
  expect(requests[1]?.range).toBeUndefined();
});

test("download(url, { sha256 }) goes on without a version, for the checksum will tell", async () => {
  await cutDownload(undefined, { sha256 });
  answer = ranges(undefined);
  expect(await get({ sha256 })).toMatchObject({ verified: true });
  expect(requests[1]?.range).toBe(`bytes=${half}-`);
  expectComplete();
});

test.each<[string, Answer]>([
  ["knows no Range", (_, response) => response.end(content)],
  [
    "answers with another range than asked for",
    (request, response) => {
      if (request.headers.range === undefined) return response.end(content);
      response.writeHead(206, { "content-range": `bytes 5-${content.length - 1}/${content.length}` });
      return response.end(content.subarray(5));
    },
  ],
  [
    "answers with a range and does not say which",
    (request, response) =>
      response.writeHead(request.headers.range ? 206 : 200).end(request.headers.range ? "" : content),
  ],
])("download(url) starts again with a server that %s", async (_, next) => {
  await cutDownload('"1"');
  answer = next;
  await get();
  expectComplete();
});

test("download(url) starts again if more is there than the file has", async () => {
  answer = ranges('"1"');
  await get();
  rmSync(path);
  writeFileSync(`${path}.part`, Buffer.alloc(content.length));
  writeFileSync(`${path}.part.version`, '"1"');
  await get();
  expect(requests.map(({ range }) => range)).toEqual([undefined, `bytes=${content.length}-`, undefined]);
  expectComplete();
});

test("download(url, { sha256 }) throws away a file of another checksum, and names both", async () => {
  const corrupt = Buffer.from(content).fill(0, 5, 6);
  const found = createHash("sha256").update(corrupt).digest("hex");
  answer = ranges('"1"', corrupt);
  const error = await failure({ sha256 });
  expect(error).toBeInstanceOf(DownloadError);
  expect(error?.message).toBe(`${url}: Expected the file to have the SHA-256 ${sha256}, found ${found}`);
  expect([path, `${path}.part`, `${path}.part.version`].map((file) => existsSync(file))).toEqual([
    false,
    false,
    false,
  ]);
});

test.each([
  [404, "Expected status 200, found 404 Not Found: there is no such file; check the URL"],
  [403, "Expected status 200, found 403 Forbidden: check the URL, and your rights to it"],
  [401, "Expected status 200, found 401 Unauthorized: check your token or password"],
  [429, "Expected status 200, found 429 Too Many Requests: too many requests; try again later"],
  [503, "Expected status 200, found 503 Service Unavailable: the server is unavailable; try again later"],
  [204, "Expected status 200, found 204 No Content: check the URL"],
])("download(url) throws a DownloadError for status %d and keeps what it has", async (status, message) => {
  await cutDownload('"1"');
  answer = (_, response) => response.writeHead(status).end();
  const error = await failure();
  expect(error).toBeInstanceOf(DownloadError);
  expect([error?.message, error?.url, error?.status]).toEqual([`${url}: ${message}`, url, status]);
  expect(statSync(`${path}.part`).size).toBe(half);
});

test("download(url) throws a DownloadError when nobody answers", async () => {
  const closed = createServer();
  await new Promise<void>((done) => closed.listen(0, "127.0.0.1", done));
  const nobody = `http://127.0.0.1:${(closed.address() as AddressInfo).port}/weights.h5`;
  await new Promise((done) => closed.close(done));
  const error = await download(nobody, { cacheFolder: cache, retries: 0 }).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(DownloadError);
  expect(String(error)).toMatch(
    /weights\.h5: Expected an answer from the server, found none \(.*ECONNREFUSED.*\)$/,
  );
});

test.each<[string, Answer, number]>([
  ["before the answer", () => undefined, 0],
  [
    "in the middle of it",
    (_, response) => {
      response.writeHead(200, { "content-length": content.length, etag: '"1"' });
      response.write(content.subarray(0, half));
    },
    half,
  ],
])("download(url, { timeout }) gives up a server that falls silent %s", async (_, silent, kept) => {
  answer = silent;
  const error = await failure({ timeout: 200 });
  expect(error).toBeInstanceOf(DownloadError);
  expect(error?.message).toContain("Expected data, found none for 200 ms; what has arrived is kept");
  expect(existsSync(`${path}.part`) ? statSync(`${path}.part`).size : 0).toBe(kept);
  server.closeAllConnections();
});

test("download(url, { signal }) stops, keeps what has arrived, and the next call goes on", async () => {
  const controller = new AbortController();
  answer = (_, response) => {
    response.writeHead(200, { "content-length": content.length, etag: '"1"' });
    response.write(content.subarray(0, half));
  };
  const error = await failure({
    signal: controller.signal,
    onProgress: ({ received }) => received === half && controller.abort(),
  });
  expect(error?.name).toBe("AbortError");
  expect(statSync(`${path}.part`).size).toBe(half);
  answer = ranges('"1"');
  await get();
  expect(requests[1]?.range).toBe(`bytes=${half}-`);
  expectComplete();
});

test("download(url) does not mix URLs that differ in their query", async () => {
  answer = (request, response) => response.end(request.url);
  const paths = await Promise.all(
    ["", "?a=1", "?a=2/../x"].map((query) => download(url + query, { cacheFolder: cache })),
  );
  expect(new Set(paths.map((file) => file.path)).size).toBe(3);
  expect(paths.every((file) => file.path.startsWith(cache))).toBe(true);
});

test("download(url, { sha256 }) throws for what is no SHA-256 before it asks the server", async () => {
  await expect(get({ sha256: "abc" })).rejects.toThrow('Expected `sha256` to be 64 hex digits, got "abc"');
  expect(requests).toHaveLength(0);
});

test("cacheFolder() is faceseg in $XDG_CACHE_HOME if that is absolute, else in ~/.cache", () => {
  const { XDG_CACHE_HOME: before } = process.env;
  const folders = ["/var/cache", "relative", ""].map((value) => {
    process.env["XDG_CACHE_HOME"] = value;
    return cacheFolder();
  });
  if (before === undefined) delete process.env["XDG_CACHE_HOME"];
  else process.env["XDG_CACHE_HOME"] = before;
  const home = join(homedir(), ".cache", "faceseg");
  expect(folders).toEqual([join("/var/cache", "faceseg"), home, home]);
});

test("download(url, { retries }) goes on by itself after cuts, silence and 503, each time from where it was", async () => {
  const answers: Answer[] = [
    (_, response) => response.writeHead(503).end(),
    cuts('"1"'),
    () => undefined,
    ranges('"1"'),
  ];
  answer = (request, response) => answers.shift()?.(request, response);
  await get({ retries: 3, retryDelay: 1, timeout: 300 });
  expect(requests.map(({ range }) => range)).toEqual([
    undefined,
    undefined,
    `bytes=${half}-`,
    `bytes=${half}-`,
  ]);
  expectComplete();
});

test("download(url, { retries }) asks again so many times, and not for what will not pass", async () => {
  answer = (_, response) => response.writeHead(503).end();
  await failure({ retries: 2, retryDelay: 1 });
  expect(requests).toHaveLength(3);
  answer = (_, response) => response.writeHead(404).end();
  await failure({ retries: 2, retryDelay: 1 });
  expect(requests).toHaveLength(4);
});

test("download(url, { retries }) waits as long as Retry-After asks, until it is stopped", async () => {
  const controller = new AbortController();
  answer = (_, response) => {
    response.writeHead(429, { "retry-after": "50" }).end();
    setTimeout(() => controller.abort(), 50);
  };
  const error = await failure({ retries: 2, retryDelay: 1, signal: controller.signal });
  expect([error?.name, requests.length]).toEqual(["AbortError", 1]);
});

test("download(url) refuses what the disk has no room for by the length that the server tells", async () => {
  answer = (_, response) => {
    response.writeHead(200, { "content-length": 2 ** 52 });
    response.flushHeaders();
  };
  const error = await failure();
  expect(error?.message).toContain(`Expected ${2 ** 52} free bytes in`);
  expect(existsSync(`${path}.part`)).toBe(false);
  server.closeAllConnections();
});

test("download(url, { headers }) sends them, but no authorization on to another host", async () => {
  const seen: (string | undefined)[] = [];
  const other = createServer((request, response) => {
    seen.push(request.headers.authorization);
    response.end(content);
  });
  await new Promise<void>((done) => other.listen(0, "127.0.0.1", done));
  const elsewhere = `http://127.0.0.1:${(other.address() as AddressInfo).port}/file`;
  answer = (_, response) => response.writeHead(302, { location: elsewhere }).end();
  await get({ headers: { authorization: "Basic c2VjcmV0" } });
  await new Promise((done) => other.close(done));
  expect([requests[0]?.authorization, ...seen]).toEqual(["Basic c2VjcmV0", undefined]);
  expectComplete();
});

test("download(url) goes through the proxy of HTTP_PROXY, but not to hosts of NO_PROXY", async () => {
  answer = ranges('"1"');
  const asked: (string | undefined)[] = [];
  const proxy = createServer();
  proxy.on("connect", (request, socket) => {
    asked.push(request.url);
    socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
  await new Promise<void>((done) => proxy.listen(0, "127.0.0.1", done));
  const names = ["HTTP_PROXY", "NO_PROXY", "http_proxy", "no_proxy", "https_proxy", "HTTPS_PROXY"];
  const before = names.map((name) => process.env[name]);
  for (const name of names) delete process.env[name];
  try {
    process.env["HTTP_PROXY"] = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    expect((await failure())?.message).toContain("Expected an answer from the server, found none");
    expect(asked).toEqual([new URL(url).host]);
    process.env["NO_PROXY"] = "127.0.0.1";
    await get();
    expect(asked).toHaveLength(1);
    expectComplete();
  } finally {
    for (const [i, name] of names.entries()) {
      const value = before[i];
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    proxy.close();
  }
});

test("download(url) refuses a URL with a password, and does not show it", async () => {
  const secret = url.replace("//", "//me:secret@");
  const error = await download(secret, { cacheFolder: cache }).catch((e: unknown) => e);
  expect(String(error)).toContain("Expected `url` to have no user and password");
  expect(String(error)).not.toContain("secret");
});
