import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type LayersModel, model } from "@tensorflow/tfjs-layers";
import { mobileNetV2 } from "../src/index.ts";
import { loadWeights } from "../src/node.ts";

const file = new URL("golden/block-1-keras3.h5", import.meta.url);
const sha256 = "0".repeat(64);
let network: LayersModel;

beforeAll(() => {
  const { input, features } = mobileNetV2({
    inputShape: [32, 32, 3],
    alpha: 0.35,
    taps: ["block_1_expand_relu"],
  });
  network = model({ inputs: input, outputs: features.map(({ tensor }) => tensor) });
});
afterAll(() => network.dispose());

test.each([
  ["a path", fileURLToPath(file)],
  ["a file: URL", file],
  ["a file: URL as text", file.href],
  ["bytes", new Uint8Array(readFileSync(file))],
])("loadWeights(model, source) of the node entry takes %s", async (_, source) => {
  const { loaded, unused, download } = await loadWeights(network, source);
  expect([loaded.length, unused, download]).toEqual([8, [], undefined]);
});

test("loadWeights(model, url) of the node entry downloads into the cache and says whether it was verified", async () => {
  let requests = 0;
  const server: Server = createServer((_, response) => {
    requests++;
    response.end(readFileSync(file));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const cacheFolder = mkdtempSync(join(tmpdir(), "faceseg-load-"));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/weights.h5`;
  const first = await loadWeights(network, url, { cacheFolder });
  expect(first.download).toMatchObject({ url, verified: false, fromCache: false });
  const second = await loadWeights(network, new URL(url), {
    cacheFolder,
    sha256: String(first.download?.sha256),
  });
  expect(second.download).toMatchObject({ url, verified: true, fromCache: true });
  expect(requests).toBe(1);
  await expect(loadWeights(network, url, { cacheFolder, sha256 })).rejects.toThrow(
    `found ${first.download?.sha256}`,
  );
  rmSync(cacheFolder, { recursive: true });
  server.close();
});

test("loadWeights(model, path) of the node entry names the file in its errors", async () => {
  await expect(loadWeights(network, "none.h5")).rejects.toThrow("none.h5");
  const path = fileURLToPath(new URL("golden/block-1-output.json", import.meta.url));
  await expect(loadWeights(network, path)).rejects.toThrow(`${path}: Expected a Keras .h5 file`);
  await expect(loadWeights(network, fileURLToPath(file), { sha256 })).rejects.toThrow(
    `Expected ${fileURLToPath(file)} to`,
  );
  await expect(loadWeights(network, 1 as unknown as string)).rejects.toThrow(
    "Expected `source` to be bytes, a path or a URL, got 1",
  );
});
