// Kills a study repeatedly, resumes it each time, and compares the result with an uninterrupted run.
//   npm run kill-test                              20 kills
//   npm run kill-test -- --kills 100 --seed 7      more, at other times
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { createRandom } from "@faceseg/image";
import { killAndResume } from "../../examples/study/test/kill-and-resume.ts";
import { repeatable } from "../../examples/study/test/repeatable.ts";
import { study } from "../../examples/study/test/study-command.ts";
import { whole } from "./whole.ts";

const { values } = parseArgs({
  options: { kills: { type: "string", default: "20" }, seed: { type: "string", default: "1" } },
});
const most = whole("kills", values.kills);
const random = createRandom(whole("seed", values.seed), "kills");
const args = "--size 32 --limit 8 --batch-size 4 --networks unet-2025,pspnet-2025 --epochs 6";

const place = await mkdtemp(join(tmpdir(), "faceseg-kills-"));
try {
  let begun = 0;
  const straight = await study(place, `${args} --out straight`, (text) => {
    if (text.includes("Run folder:")) begun = performance.now();
  });
  if (straight.code !== 0) throw new Error(straight.stderr);
  const milliseconds = Math.round(performance.now() - begun);
  const expected = await repeatable(join(place, "straight"));
  console.log(
    `A run that is left alone: ${(milliseconds / 1000).toFixed(1)} s, ${Object.keys(expected).length} files compared`,
  );

  let [kills, halfWritten] = [0, 0];
  for (let round = 1; kills < most; round++) {
    const out = `killed-${round}`;
    const found = await killAndResume(place, args, out, {
      most: most - kills,
      milliseconds: Math.round(milliseconds / 2),
      random,
    });
    kills += found.total;
    halfWritten += found.halfWritten;
    const made = await repeatable(join(place, out));
    const different = Object.keys(expected).filter((name) => made[name] !== expected[name]);
    if (!isDeepStrictEqual(made, expected)) throw new Error(`Other bytes than expected: ${different}`);
    console.log(
      `Run ${round}: killed ${found.total} times, ${found.halfWritten} of them in a write; same bytes`,
    );
  }
  console.log(`${kills} kills survived, ${halfWritten} of them in the middle of writing a file`);
} finally {
  await rm(place, { recursive: true });
}
