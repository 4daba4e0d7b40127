import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../src/main.ts", import.meta.url));

/** How the command ended; the code is null where a signal killed it. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command as npm would, for a user who stands in `place`; `onText` sees each piece of its output. */
export function study(
  place: string,
  args: string,
  onText: (text: string, child: ChildProcess) => void = () => {},
): Promise<Outcome> {
  const node = [
    "--import",
    "tsx",
    "--conditions=@faceseg/source",
    script,
    ...args.split(" ").filter(Boolean),
  ];
  const child = spawn(process.execPath, node, { env: { ...process.env, INIT_CWD: place } });
  const seen = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      seen[name] += text;
      onText(text, child);
    });
  }
  return new Promise((done) => child.on("close", (code) => done({ code, ...seen })));
}
