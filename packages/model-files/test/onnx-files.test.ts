import { cp, mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createSession } from "../../onnx/src/run.ts";
import { temporaryFolder } from "../../trainer/test/temporary-folder.ts";
import { type LoadedOnnx, loadModel, ModelFileError } from "../src/index.ts";
import * as node from "../src/node/load-model.ts";
import { golden, goldenJson } from "./golden-file.ts";
import { onnxWithNote } from "./onnx-with-note.ts";

const folder = temporaryFolder();
const place = fileURLToPath(new URL("golden", import.meta.url));
const runs = goldenJson<{ x: number[]; y: number[] }[]>("external.json");

/** Runs the model of golden/make_external.py. */
async function check(source: LoadedOnnx): Promise<void> {
  const session = await createSession(source.bytes);
  for (const { x, y } of runs) {
    const { y: found } = await session.run({ x: Float32Array.from(x) });
    y.forEach((value, at) => void expect(found?.[at]).toBeCloseTo(value, 5));
  }
  await session.dispose();
}

test("loadModel(file) puts weights that lie beside an ONNX file into it, also of branches and attributes", async () => {
  const loaded = (await node.loadModel(join(place, "external.onnx"))) as LoadedOnnx;
  await check(loaded);
  // Now the bytes are all of the model.
  await check((await loadModel(loaded.bytes)) as LoadedOnnx);
});

test("loadModel(url) fetches weights that lie beside an ONNX file", async () => {
  const server = createServer(({ url = "" }, answer) => {
    const name = url.slice(1);
    const isThere = name.startsWith("external.onnx") || name === "weights/external.data";
    answer.writeHead(isThere ? 200 : 404, { connection: "close" }).end(isThere ? golden(name) : undefined);
  });
  await new Promise<void>((done) => server.listen(0, done));
  const { port } = server.address() as AddressInfo;
  await check((await loadModel(`http://localhost:${port}/external.onnx`)) as LoadedOnnx);
  server.close();
});

test("loadModel(bytes) of an ONNX file without its weights is refused", async () => {
  const error = await loadModel(golden("external.onnx")).catch((error: Error) => error);
  expect(error).toBeInstanceOf(ModelFileError);
  expect((error as Error).message).toBe(
    'Expected an ONNX file with its weights in it, found weights in "weights/external.data"; give its path or URL, not its bytes',
  );
});

/** The file with another path of the same length for its weights. */
function naming(path: string): Buffer {
  const bytes = Buffer.from(golden("external.onnx"));
  const known = "weights/external.data";
  if (path.length !== known.length) throw new Error(`${path.length} letters`);
  for (let at = bytes.indexOf(known); at >= 0; at = bytes.indexOf(known)) bytes.write(path, at, "latin1");
  return bytes;
}

test.each([
  "../ights/external.dat",
  "weights/../../ex.data",
  "/eights/external.data",
  "file:///external.data",
  "http://a.bc/exte.data",
  "C:\\ghts\\external.data",
  "weights\\external.data",
  "weights/external.dat\0",
  "*/_ORT_MEM_ADDR_/*\0\0\0",
])("loadModel(file) of an ONNX file whose weights are at %j reads nothing", async (path) => {
  const file = join(folder(), "model.onnx");
  await writeFile(file, naming(path));
  const error = await node.loadModel(file).catch((error: Error) => error);
  expect(error).toBeInstanceOf(ModelFileError);
  expect((error as Error).message).toBe(
    `${file}: Expected paths in the model's own folder, found ${JSON.stringify(path)}`,
  );
});

test("loadModel(file) takes a path that starts with its own folder, and says what is missing in the weights", async () => {
  const file = join(folder(), "model.onnx");
  await writeFile(file, naming("././external.dataaaaa"));
  await expect(node.loadModel(file)).rejects.toThrow(
    `${join(folder(), "external.dataaaaa")}: Expected a readable file`,
  );
  await writeFile(join(folder(), "external.dataaaaa"), golden("weights/external.data"));
  await check((await node.loadModel(file)) as LoadedOnnx);
  await writeFile(join(folder(), "external.dataaaaa"), golden("weights/external.data").subarray(0, 60));
  await expect(node.loadModel(file)).rejects.toThrow(
    `${file}: Expected "external.dataaaaa" to have the weights at bytes 56 to 72, found 60 bytes`,
  );
});

describe("loadModel(folder) without a model.json takes", () => {
  const bytes = (name: string) => onnxWithNote("taxonomy", name);
  const nameOf = async (...files: string[]): Promise<string | undefined> => {
    const place = join(folder(), "face");
    for (const file of files) {
      await mkdir(join(place, file, ".."), { recursive: true });
      await writeFile(join(place, file), bytes(file));
    }
    return (await node.loadModel(place)).metadata.taxonomy;
  };

  test.each([
    [["model.onnx"], "model.onnx"],
    [["onnx/model.onnx"], "onnx/model.onnx"],
    [["face.onnx"], "face.onnx"],
    [["onnx/model.onnx", "onnx/model_quantized.onnx"], "onnx/model.onnx"],
    [["model.onnx", "old.onnx"], "model.onnx"],
    [["onnx/face.ONNX", "readme.md"], "onnx/face.ONNX"],
  ])("of %j the file %s", async (files, expected) => {
    expect(await nameOf(...files)).toBe(expected);
  });

  test.each([
    [["a.onnx", "b.onnx"], "found a.onnx, b.onnx; give the path of one"],
    [["model.onnx", "onnx/model.onnx"], "found model.onnx, onnx/model.onnx; give the path of one"],
    [["a.onnx", "onnx/b.onnx"], "found a.onnx, onnx/b.onnx; give the path of one"],
    [["readme.md"], "found neither"],
  ])("of %j none", async (files, found) => {
    await expect(nameOf(...files)).rejects.toThrow(
      `${join(folder(), "face")}: Expected a model.json or one .onnx file in the folder, ${found}`,
    );
  });

  test("the weights beside the file, too", async () => {
    const face = join(folder(), "face");
    await cp(join(place, "external.onnx"), join(face, "onnx", "model.onnx"), { recursive: true });
    await cp(join(place, "weights"), join(face, "onnx", "weights"), { recursive: true });
    await check((await node.loadModel(face)) as LoadedOnnx);
  });
});
