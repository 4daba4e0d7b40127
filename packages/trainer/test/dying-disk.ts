import fs from "node:fs/promises";

/**
 * Runs `work` on a disk that fails at its `lastStep`-th change (a file write then leaves half of the file) and at
 * every change after it, as if the process had been killed there; with `die`, it is. Returns whether the work got
 * through.
 */
export async function diesAfter(
  lastStep: number,
  work: () => Promise<void>,
  die: () => void = () => {
    throw new Error("killed");
  },
): Promise<boolean> {
  const { mkdir, open, rename, rm } = fs;
  let steps = 0;
  const alive = () => {
    steps += 1;
    if (steps > lastStep) die();
  };
  fs.mkdir = (async (...args: Parameters<typeof mkdir>) => {
    alive();
    return mkdir(...args);
  }) as typeof mkdir;
  fs.rename = async (...args) => {
    alive();
    return rename(...args);
  };
  fs.rm = async (...args) => {
    alive();
    return rm(...args);
  };
  fs.open = async (path, flags) => {
    if (flags !== "r") alive();
    const handle = await open(path, flags);
    const { writeFile, sync } = handle;
    handle.writeFile = async (data) => {
      const content = Buffer.from(data as Uint8Array);
      if (steps === lastStep) await writeFile.call(handle, content.subarray(0, content.length / 2));
      alive();
      await writeFile.call(handle, content);
    };
    handle.sync = async () => {
      alive();
      await sync.call(handle);
    };
    return handle;
  };
  try {
    await work();
    return true;
  } catch (error) {
    const messages = [(error as Error).message, ((error as Error).cause as Error | undefined)?.message];
    if (!messages.some((message) => message === "killed")) throw error;
    return false;
  } finally {
    Object.assign(fs, { mkdir, open, rename, rm });
  }
}
