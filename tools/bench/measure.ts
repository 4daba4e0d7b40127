import { type ChildProcess, fork, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Tasks } from "./task.ts";

/**
 * Runs a task in its own process.
 *
 * @throws {Error} if the task fails or the process dies, with the last line that the process printed.
 */
export function measure<Name extends keyof Tasks>(
  name: Name,
  job: Tasks[Name]["job"],
): Promise<Tasks[Name]["answer"]> {
  const worker = fork(fileURLToPath(new URL("worker.ts", import.meta.url)), {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    env: { ...process.env, ...(job !== null && "threads" in job && tensorflowThreads(job.threads)) },
  });
  return new Promise((resolve, reject) => {
    worker.once("message", (reply: { answer?: Tasks[Name]["answer"]; error?: string }) => {
      if (reply.error === undefined) resolve(reply.answer as Tasks[Name]["answer"]);
      else reject(new Error(reply.error));
    });
    failure(worker).then(reject);
    worker.send({ name, job });
  });
}

/** The engine "tensorflow" has no option for it. */
const tensorflowThreads = (threads: number) => ({
  TF_NUM_INTRAOP_THREADS: String(threads),
  TF_NUM_INTEROP_THREADS: String(threads),
});

/** Runs a Python script that takes a job as JSON and prints its answer as JSON on its last line. */
export function measurePython<Answer>(python: string, script: string, job: object): Promise<Answer> {
  const child = spawn(python, [script, JSON.stringify(job)], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk;
  });
  return new Promise((resolve, reject) => {
    failure(child).then(reject);
    child.once("close", (code) => {
      if (code === 0) resolve(JSON.parse(output.trim().split("\n").at(-1) ?? "") as Answer);
    });
  });
}

/** Resolves when the process has ended without success. */
function failure(child: ChildProcess): Promise<Error> {
  let lastLine = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    lastLine = `${lastLine}${chunk}`.trimEnd().split("\n").at(-1) ?? "";
  });
  return new Promise((resolve) => {
    child.once("error", resolve);
    child.once("close", (code, signal) => {
      if (code !== 0)
        resolve(new Error(lastLine || `the process ended with ${signal ?? `exit code ${code}`}`));
    });
  });
}
