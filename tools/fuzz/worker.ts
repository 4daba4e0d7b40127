// One target in a process of its own, which may crash or hang: `worker.ts <target> <seed> <from> <to>`. It tells its
// parent of each input before and after.
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { attempt } from "./target.ts";
import { targets } from "./targets/index.ts";

/** What a worker tells of its inputs; a failure carries the error, memory in bytes, times in milliseconds. */
export type Message =
  | { readonly kind: "begin"; readonly index: number }
  | {
      readonly kind: "end";
      readonly index: number;
      readonly outcome: "taken" | "refused" | "failed";
      readonly why?: string;
      readonly cpu: number;
      readonly peak: number;
    };

const [name = "", seed = "", from = "", to = ""] = process.argv.slice(2);
const target = targets.find((known) => known.name === name);
if (!target || !process.send) throw new Error(`Expected a known target and a parent process, got "${name}"`);
const send = (message: Message) => new Promise<void>((done) => process.send?.(message, () => done()));

process.on("disconnect", () => process.exit(1));
tf.env().set("IS_TEST", true);
await tf.ready();
// libhdf5 prints what it finds damaged.
console.error = () => {};

for (let index = Number(from); index < Number(to); index++) {
  await send({ kind: "begin", index });
  const before = process.cpuUsage();
  const tensors = tf.memory().numTensors;
  const outcome = await attempt(target, Number(seed), index);
  const { user, system } = process.cpuUsage(before);
  const left = tf.memory().numTensors - tensors;
  const judged =
    outcome.kind === "refused" && left > 0
      ? { kind: "failed" as const, why: `${left} tensors are left behind` }
      : outcome;
  await send({
    kind: "end",
    index,
    outcome: judged.kind,
    ...(judged.kind === "failed" && { why: judged.why }),
    cpu: (user + system) / 1000,
    peak: process.resourceUsage().maxRSS * 1024,
  });
  if (index % 32 === 0) globalThis.gc?.();
}
process.exit(0);
