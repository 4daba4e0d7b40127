import { spawn } from "node:child_process";

/**
 * Runs a command to its end.
 *
 * @throws with all that it printed where it fails, or where it writes to stderr and `quiet` is asked for.
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
