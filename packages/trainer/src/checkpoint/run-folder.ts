/// <reference types="node" />
import { CheckpointError } from "./checkpoint-error.ts";
import { type FolderLock, lockFolder } from "./run-lock.ts";
import { loadRunState, type RunStateOptions, saveRunState } from "./run-state.ts";
import type { RunStore } from "./run-store.ts";

/**
 * Keeps a run's state in files, see `saveRunState`. One process at a time can use the folder.
 *
 * @throws {RunLockedError} in `fit`, where another process trains in the folder.
 * @example
 * await fit(model, { train, epochs: 40, store: runFolder("runs/unet", { maxToKeep: 3 }), resume: true });
 */
export function runFolder(folder: string, options: RunStateOptions = {}): RunStore {
  let lock: FolderLock | undefined;
  return {
    async lock() {
      const taken = await lockFolder(folder);
      lock = taken;
      return async () => {
        lock = undefined;
        await taken.release();
      };
    },
    async save(state) {
      // If the folder was replaced, another run may own it now.
      if (lock && !(await lock.isOurs())) {
        throw new CheckpointError(
          folder,
          "Expected the folder of the run, found it removed or replaced during the run; put it back and resume, or start again",
        );
      }
      await saveRunState(folder, state, options);
    },
    load: () => loadRunState(folder),
  };
}
