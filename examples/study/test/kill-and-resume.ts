import type { ChildProcess } from "node:child_process";
import { existsSync, watch } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Random } from "@faceseg/image";
import { study } from "./study-command.ts";

/** Kills that a run survived, and those of them that left a file half written. */
export interface Kills {
  readonly total: number;
  readonly halfWritten: number;
}

const temporary = /\.tmp$|\.saving$/;

/**
 * Runs the study into `place/out` and kills it with SIGKILL, in turn after an epoch, when it is writing a file beside its place,
 * and after up to `milliseconds`. Resumes it each time, until it gets to its end; after `most` kills it is left alone. A
 * run of several epochs is killed at least once, however fast the machine.
 *
 * @throws where a resumed run fails.
 */
export async function killAndResume(
  place: string,
  args: string,
  out: string,
  options: { readonly most: number; readonly milliseconds: number; readonly random: Random },
): Promise<Kills> {
  const { most, milliseconds, random } = options;
  const run = join(place, out);
  let [total, halfWritten] = [0, 0];
  for (;;) {
    const command = existsSync(join(run, "config.json")) ? `--resume ${out}` : `${args} --out ${out}`;
    const attacks = [
      afterEpoch,
      whenWriting(run, random.integer(1, 6)),
      afterTime(random.integer(0, milliseconds)),
    ];
    const attack = attacks[total % attacks.length] as Attack;
    const { code, stderr } = await study(place, command, total < most ? once(attack) : undefined);
    if (code === 0) return { total, halfWritten };
    if (code !== null) throw new Error(stderr);
    total++;
    const left = existsSync(run) ? await readdir(run, { recursive: true }) : [];
    if (left.some((name) => temporary.test(name))) halfWritten++;
  }
}

type Attack = (child: ChildProcess) => void;

/** Begins when the run has a folder. */
function once(attack: Attack): (text: string, child: ChildProcess) => void {
  let begun = false;
  return (text, child) => {
    if (begun || !text.includes("Run folder:")) return;
    begun = true;
    attack(child);
  };
}

/** Kills when the run has told of the end of an epoch. */
const afterEpoch: Attack = (child) =>
  void child.stderr?.on("data", (text: string) => {
    if (text.includes("epoch ")) child.kill("SIGKILL");
  });

const afterTime =
  (milliseconds: number): Attack =>
  (child) =>
    void setTimeout(() => child.kill("SIGKILL"), milliseconds);

/** Kills when the `count`-th change of a temporary file is seen. */
const whenWriting =
  (run: string, count: number): Attack =>
  (child) => {
    let seen = 0;
    const watcher = watch(run, { recursive: true }, (_, name) => {
      if (name !== null && temporary.test(name) && ++seen === count) child.kill("SIGKILL");
    });
    watcher.on("error", () => {}); // of folders that are gone before they are looked into
    child.on("close", () => watcher.close());
  };
