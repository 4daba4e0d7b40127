import type { RunState } from "../checkpoint/run-store.ts";
import { ChangedSettingsError, shownSetting } from "../settings/changed-settings-error.ts";
import { compareSettings, type SettingsChange } from "../settings/compare-settings.ts";
import type { JsonObject } from "../settings/json.ts";
import type { FitOptions } from "./fit-options.ts";
import { savedSettings } from "./saved-run.ts";

/** What a run resumes from. */
export interface Checkpoint {
  /** What the store kept. */
  readonly state: RunState;
  /** The settings that are others than when it was saved, as `change` allows. */
  readonly changes: readonly SettingsChange[];
}

/**
 * Loads what a store holds, if anything, and compares the run's settings with it. A checkpoint of a version that saved no
 * settings is taken as it is.
 *
 * @throws {ChangedSettingsError} where they differ, unless `change` is true.
 */
export async function loadCheckpoint(
  { store, change = false, onLog }: FitOptions,
  settings: JsonObject,
): Promise<Checkpoint | undefined> {
  const state = await store?.load();
  if (!state) return undefined;
  if (state.recovered !== undefined) onLog?.({ kind: "checkpoint-recovered", message: state.recovered });
  const before = savedSettings(state);
  const changes = before === undefined ? [] : compareSettings(before, settings).filter(isKnown);
  if (changes.length > 0 && !change) throw new ChangedSettingsError(changes);
  for (const { name, before, now } of changes) {
    const message = `\`${name}\` is ${shownSetting(now)} from now on; it was ${shownSetting(before)} in the checkpoint`;
    onLog?.({ kind: "settings-changed", message });
  }
  return { state, changes };
}

/** Batches may not say their taxonomy: it is compared where both do. */
const isKnown = ({ name, before, now }: SettingsChange) =>
  name !== "taxonomy" || (before !== undefined && now !== undefined);
