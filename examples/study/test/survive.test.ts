import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readResults } from "@faceseg/evaluation/node";
import { createRandom } from "@faceseg/image";
import { killAndResume } from "./kill-and-resume.ts";
import { repeatable } from "./repeatable.ts";
import { study } from "./study-command.ts";

const args = "--size 32 --limit 8 --batch-size 4 --networks unet-2025,pspnet-2025 --epochs 3";

/** Milliseconds that even a busy machine does not need. */
const patience = 1_800_000;

let place: string;
let straight: Record<string, string>;
let milliseconds: number;
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "study-"));
  let begun = 0;
  const { code } = await study(place, `${args} --out straight`, (text) => {
    if (text.includes("Run folder:")) begun = performance.now();
  });
  expect(code).toBe(0);
  milliseconds = Math.round(performance.now() - begun);
  straight = await repeatable(join(place, "straight"));
}, patience);
afterAll(() => rm(place, { recursive: true }));

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)(
  "npm run study stops at %s with code %d, says how to continue, and then gives the bytes of a run that never stopped",
  async (signal, code) => {
    let stopping = false;
    const stopped = await study(place, `${args} --out ${signal}`, (text, child) => {
      // Once: a second one would stop it at once.
      if (!stopping && text.includes("epoch 2/3")) stopping = child.kill(signal);
    });
    expect(stopped).toMatchObject({
      code,
      stdout: expect.stringContaining(`Stopped. Continue with: npm run study -- --resume ${signal}\n`),
    });
    expect(existsSync(join(place, signal, "results.json"))).toBe(false);

    expect((await study(place, `--resume ${signal}`)).code).toBe(0);
    expect(await repeatable(join(place, signal))).toEqual(straight);
    const results = await readResults(join(place, signal, "results.json"));
    expect(results?.networks[0]?.training).toMatchObject({ resumed: true, epochs: { length: 3 } });
  },
  patience,
);

test(
  "npm run study killed with SIGKILL repeatedly gives the bytes of a run that never stopped",
  async () => {
    // Twenty kills: npm run kill-test.
    const options = { most: 4, milliseconds, random: createRandom(1, "kills") };
    const { total } = await killAndResume(place, args, "killed", options);
    expect(total).toBeGreaterThan(0);
    expect(await repeatable(join(place, "killed"))).toEqual(straight);
  },
  patience,
);
