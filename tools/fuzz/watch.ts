import { fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Target } from "./target.ts";
import type { Message } from "./worker.ts";

/** An input that a parser did not bear. */
export interface Failure {
  readonly target: string;
  readonly index: number;
  readonly why: string;
}

/** What became of a target's inputs. */
export interface Report {
  readonly target: string;
  readonly inputs: number;
  readonly taken: number;
  readonly refused: number;
  readonly failures: readonly Failure[];
  readonly seconds: number;
  /** Most processor time of one input in milliseconds. */
  readonly slowest: number;
  /** Most resident memory of the process in bytes. */
  readonly peak: number;
}

/** Processor time that an input may take: wall time would blame it for others on the machine. */
const mostCpu = 2000;
/** Seconds of silence after which an input hangs that takes no processor time, however busy the machine is. */
const mostSilence = 600;
/** Resident memory that the process may reach: what its modules need, and 512 MB. */
const mostGrowth = 512 * 2 ** 20;

/** Runs the inputs `0..count` of a target in processes that are watched, and replaced where they die. */
export async function watch(
  target: Target,
  seed: number,
  count: number,
  onFailure: (failure: Failure) => void,
): Promise<Report> {
  const start = performance.now();
  const failures: Failure[] = [];
  const counts = { taken: 0, refused: 0, failed: 0 };
  let [slowest, peak, next] = [0, 0, 0];
  const fail = (index: number, why: string) => {
    failures.push({ target: target.name, index, why });
    onFailure(failures.at(-1) as Failure);
  };
  while (next < count) {
    await new Promise<void>((done) => {
      const worker = fork(
        fileURLToPath(new URL("worker.ts", import.meta.url)),
        [target.name, String(seed), String(next), String(count)],
        {
          execArgv: ["--import", "tsx", "--conditions=@faceseg/source", "--expose-gc"],
          stdio: ["ignore", "ignore", "pipe", "ipc"],
        },
      );
      let running: number | undefined;
      let begun = false;
      let first: number | undefined;
      let printed = "";
      let timer: NodeJS.Timeout | undefined;
      worker.stderr?.on("data", (data) => {
        printed = (printed + data).slice(-2000);
      });
      worker.on("message", (message: Message) => {
        clearInterval(timer);
        if (message.kind === "begin") {
          begun = true;
          running = message.index;
          const [start, used] = [performance.now(), processorTime(worker.pid)];
          timer = setInterval(() => {
            const spent = processorTime(worker.pid) - used;
            if (spent < 2 * mostCpu && performance.now() - start < 1000 * mostSilence) return;
            fail(message.index, `no answer after ${spent.toFixed(0)} ms of processor time`);
            worker.kill("SIGKILL");
          }, 1000);
          return;
        }
        running = undefined;
        next = message.index + 1;
        counts[message.outcome]++;
        slowest = Math.max(slowest, message.cpu);
        peak = Math.max(peak, message.peak);
        first ??= message.peak;
        if (message.outcome === "failed") fail(message.index, message.why ?? "");
        // The first input of a process also pays for loading libraries and compiling code.
        else if (message.cpu > mostCpu) fail(message.index, `${message.cpu.toFixed(0)} ms of processor time`);
        else if (message.peak - first > mostGrowth) {
          fail(message.index, `${(message.peak / 2 ** 20).toFixed(0)} MB of memory`);
          worker.kill("SIGKILL");
        }
      });
      worker.on("exit", (code, signal) => {
        clearInterval(timer);
        if (!begun) fail(next, `the process did not start (${code ?? signal}): ${printed}`);
        if (!begun) next = count;
        else if (running !== undefined) {
          if (failures.at(-1)?.index !== running)
            fail(running, `the process died (${signal ?? code}): ${printed}`);
          next = running + 1;
        }
        done();
      });
    });
  }
  const { taken, refused } = counts;
  const seconds = (performance.now() - start) / 1000;
  return { target: target.name, inputs: count, taken, refused, failures, seconds, slowest, peak };
}

/** Processor time of a process in milliseconds; wall time where the system has no /proc. */
function processorTime(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /, "")
      .split(" ");
    return 10 * (Number(fields[11]) + Number(fields[12]));
  } catch {
    return performance.now();
  }
}
