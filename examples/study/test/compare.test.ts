import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeJson } from "@faceseg/evaluation/node";
import { madeUpResults } from "../../../packages/evaluation/test/made-up-results.ts";

describe("npm run study:compare -- a b", () => {
  const script = fileURLToPath(new URL("../src/compare-main.ts", import.meta.url));
  const compare = (place: string, ...args: string[]) =>
    spawnSync(process.execPath, ["--import", "tsx", "--conditions=@faceseg/source", script, ...args], {
      env: { ...process.env, INIT_CWD: place },
      encoding: "utf8",
    });
  let place: string;
  beforeAll(async () => {
    place = await mkdtemp(join(tmpdir(), "study-"));
  });
  afterAll(() => rm(place, { recursive: true }));

  test("prints the differences of two run folders", async () => {
    for (const name of ["a", "b"]) await writeJson(join(place, name, "results.json"), madeUpResults());
    const { status, stdout, stderr } = compare(place, "a", "b");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("SegNet (2025 study), 40 images");
  });

  test("is one line and exit code 2 for one folder, 1 for a folder without results", () => {
    expect(compare(place, "a")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("Expected two run folders"),
    });
    expect(compare(place, "a", "none")).toMatchObject({
      status: 1,
      stderr: `Expected a finished run with results.json, found none in ${join(place, "none")}\n`,
    });
  });
});
