import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A fresh folder for each test of a file, removed afterwards; call it in the test. */
export function temporaryFolder(): () => string {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "faceseg-trainer-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  return () => folder;
}
