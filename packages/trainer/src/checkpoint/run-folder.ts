/// <reference types="node" />
import { CheckpointError } from "./checkpoint-error.ts";
import { type FolderLock, lockFolder } from "./run-lock.ts";
import { loadRunState, type RunStateOptions, saveRunState } from "./run-state.ts";
import type { RunStore } from "./run-store.ts";

/**
 * Keeps a run's state in its folder, see `saveRunState`, and the folder for one process at a time.
 *
 * @param options.maxToKeep The newest states that are kept. @default 2
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
      // A folder made anew would be a second run's as well as this one's.
      if (lock && !(await lock.isOurs())) {
        throw new CheckpointError(
          folder,
          "expected the folder of the run, found it removed or exchanged while the run went on; put it back and resume, or begin again",
        );
      }
      await saveRunState(folder, state, options);
    },
    load: () => loadRunState(folder),
  };
}
