import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

let made: string | undefined;

/** A folder of this process for inputs that are files; it goes when the process ends. */
export function scratch(): string {
  if (made === undefined) {
    const folder = mkdtempSync(join(tmpdir(), "faceseg-fuzz-"));
    process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
    made = folder;
  }
  return made;
}
