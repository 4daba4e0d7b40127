import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";

const names = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "chrome.exe",
];
const elsewhere = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * Finds Chromium: the file that CHROME_PATH names, or one of its usual names in PATH.
 *
 * @param env Environment variables. @default process.env
 * @returns undefined when there is none.
 */
export function findChromium(
  env: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  if (env["CHROME_PATH"]) return env["CHROME_PATH"];
  const folders = (env["PATH"] ?? "").split(delimiter).filter(Boolean);
  return [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...elsewhere].find(
    existsSync,
  );
}

/**
 * Prints an HTML file as PDF.
 *
 * @throws when the browser cannot be started, fails, or takes longer than two minutes.
 */
export async function printPdf(chromium: string, from: string, to: string): Promise<void> {
  const profile = await mkdtemp(join(tmpdir(), "faceseg-print-"));
  // Chromium refuses to run its sandbox as root, as in most containers.
  const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const args = [
    "--headless",
    ...root,
    "--disable-gpu",
    `--user-data-dir=${profile}`,
    "--no-pdf-header-footer",
    `--print-to-pdf=${to}`,
    pathToFileURL(from).href,
  ];
  try {
    await new Promise<void>((done, fail) => {
      const child = spawn(chromium, args, { stdio: "ignore", signal: AbortSignal.timeout(120_000) });
      child.on("error", (error) => fail(new Error(`Cannot start ${chromium}: ${error.message}`)));
      child.on("exit", (code, signal) =>
        code === 0 && existsSync(to)
          ? done()
          : fail(new Error(`Expected ${chromium} to print ${from}, it ended with ${signal ?? code}`)),
      );
    });
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}
