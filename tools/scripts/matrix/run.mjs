import { spawn } from "node:child_process";

/**
 * Runs a command to its end.
 *
 * @throws {Error} with its output if it fails, or if it writes to stderr with `quiet`.
 */
export async function run(command, args, { cwd, env = {}, quiet = false } = {}) {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env } });
  const said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) {
    child[name].setEncoding("utf8").on("data", (text) => {
      said[name] += text;
    });
  }
  const code = await new Promise((done, failed) => child.once("error", failed).once("close", done));
  if (code !== 0 || (quiet && said.stderr !== "")) {
    throw new Error(`${[command, ...args].join(" ")} failed (${code}):\n${said.stdout}\n${said.stderr}`);
  }
  return said;
}
