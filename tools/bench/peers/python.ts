import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { UsageError } from "@faceseg/core";

const requirements = fileURLToPath(new URL("requirements.txt", import.meta.url));
const folder = fileURLToPath(new URL("../../../node_modules/.cache/faceseg-bench-venv", import.meta.url));

/**
 * The Python of a virtual environment with the peers. It is created on the first call, and updated when
 * `requirements.txt` changes.
 *
 * @throws {UsageError} if there is no Python, or if pip cannot install the peers.
 */
export function ensurePython(log: (line: string) => void): string {
  const python = join(folder, "bin", "python");
  const installed = join(folder, "requirements.txt");
  const wanted = readFileSync(requirements, "utf8");
  if (existsSync(installed) && readFileSync(installed, "utf8") === wanted) return python;
  log(`Installing PyTorch and Keras into ${folder} (about 3 GB, several minutes)`);
  run("python3", ["-m", "venv", folder]);
  run(python, ["-m", "pip", "install", "--quiet", "--no-cache-dir", "--requirement", requirements]);
  writeFileSync(installed, wanted);
  return python;
}

function run(command: string, args: readonly string[]): void {
  const { status, error, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status === 0) return;
  const reason = error?.message ?? stderr.trim().split("\n").at(-1);
  throw new UsageError(`--peers needs Python 3.11 or newer with venv and pip: ${command} failed: ${reason}`);
}
