import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FileError, readBytes } from "../src/node.ts";

const folder = mkdtempSync(join(tmpdir(), "faceseg-core-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("readBytes(file) gives the bytes of a file of at most maxBytes", async () => {
  const file = join(folder, "four");
  writeFileSync(file, Uint8Array.of(1, 2, 3, 4));
  expect(await readBytes(file, { maxBytes: 4 })).toEqual(Uint8Array.of(1, 2, 3, 4));
  await expect(readBytes(file, { maxBytes: 3 })).rejects.toThrow(
    new FileError(file, "Expected at most 3 bytes, found 4"),
  );
});

test("readBytes(file) refuses what is missing, a folder, a pipe and a device", async () => {
  const pipe = join(folder, "pipe");
  execFileSync("mkfifo", [pipe]);
  for (const [file, found] of [
    [join(folder, "none"), "no such file"],
    [folder, "a folder"],
    [pipe, "a pipe or device"],
    ["/dev/zero", "a pipe or device"],
  ] as const) {
    await expect(readBytes(file, { maxBytes: 10 })).rejects.toThrow(found);
  }
});
