import { shown } from "@faceseg/core";
import type { SettingsChange } from "./compare-settings.ts";
import type { JsonValue } from "./json.ts";

/** A run cannot resume with other settings than those of its checkpoint, unless `change` is true. */
export class ChangedSettingsError extends Error {
  /** For checks without instanceof. */
  override readonly name = "ChangedSettingsError";
  /** The settings that differ. */
  readonly changes: readonly SettingsChange[];

  constructor(changes: readonly SettingsChange[]) {
    const list = changes.map(
      ({ name, before, now }, i) =>
        `\`${name}\` to be ${shownSetting(before)}${i === 0 ? " as in the checkpoint" : ""}, got ${shownSetting(now)}`,
    );
    super(
      `Expected ${list.join("; ")}; resume with the settings of the checkpoint, or with \`change: true\` to go on with these`,
    );
    this.changes = changes;
  }
}

/** A setting as messages show it. */
export const shownSetting = (value: JsonValue | undefined): string =>
  value === undefined ? "none" : shown(value);
