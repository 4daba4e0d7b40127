import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Command } from "../cli/command.ts";

/** `faceseg study`: an example program of the repository, which no package contains. */
export const study: Command = {
  name: "study",
  summary: "Runs the comparison study, inside the repository",
  words: { usage: "[--flags of the study]", least: 0, most: Number.POSITIVE_INFINITY },
  flags: {},
  passesOn: true,
  examples: [
    ["faceseg study --epochs 1 --limit 48", "the same as npm run study -- --epochs 1 --limit 48"],
    ["faceseg study --networks unet,segnet --json > results.json", "with the run's results.json on stdout"],
    ["npm run study -- --help", "lists every flag of the study"],
  ],
  async run({ words, output }) {
    const root = repository(process.cwd());
    if (!root) {
      throw new Error(
        "Expected to run inside the faceseg repository, which contains the study; clone it, then npm ci and npm run study",
      );
    }
    const isJson = words.includes("--json");
    // `--prefix` instead of another `cwd`: npm passes the user's folder to the study, and relative paths start there.
    const npm = ["--prefix", root, "run", "--silent", "study", "--workspace=@faceseg/example-study", "--"];
    const child = spawn("npm", [...npm, ...words.filter((word) => word !== "--json")], {
      stdio: ["inherit", isJson ? "pipe" : "inherit", "inherit"],
    });
    let said = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      process.stderr.write(text);
    });
    const code = await new Promise<number>((done, failed) => {
      child.once("error", failed);
      child.once("close", (status) => done(status ?? 1));
    });
    if (code !== 0) output.fail(code);
    const folder = /Run folder: (.+)/.exec(said)?.[1];
    if (!isJson || code !== 0 || folder === undefined) return { code };
    return { code, folder, results: JSON.parse(readFileSync(resolve(folder, "results.json"), "utf8")) };
  },
};

/** The root of the repository that contains a folder. */
function repository(folder: string): string | undefined {
  const file = join(folder, "package.json");
  if (existsSync(file) && JSON.parse(readFileSync(file, "utf8")).name === "faceseg-monorepo") return folder;
  const above = dirname(folder);
  return above === folder ? undefined : repository(above);
}
