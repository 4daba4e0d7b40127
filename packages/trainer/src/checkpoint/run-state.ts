/// <reference types="node" />
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import fs from "node:fs/promises";
import { join } from "node:path";
import { checkNumber } from "@faceseg/core";
import { writeFileAtomically, writing } from "@faceseg/core/node";
import { CheckpointError } from "./checkpoint-error.ts";
import { decodeRunState, encodeRunState, FORMAT, VERSION } from "./run-state-format.ts";
import type { RunState } from "./run-store.ts";

/** A state file, as the manifest lists it. */
interface Entry {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

const FOLDER = "checkpoint";
const MANIFEST = "state.json";
const STATE_FILE = /^state-(\d+)\.safetensors$/;

/** Options of `saveRunState`. */
export interface RunStateOptions {
  /** Number of the newest states to keep, including this one; with 1 there is no older state to recover. @default 2 */
  readonly maxToKeep?: number;
}

/**
 * Saves a run's state into its folder: first `checkpoint/state-<n>.safetensors`, then the manifest
 * `checkpoint/state.json` that makes it valid. Of the older states, the newest undamaged ones are kept. If the process is
 * killed at any moment, the last valid state can be loaded.
 *
 * @throws {RangeError} when `maxToKeep` is not a whole number of at least 1.
 * @throws {CheckpointError} when the state cannot be written; older states are unchanged then.
 * @example
 * await saveRunState("runs/unet", { epoch: 3, step: 0, values: { seed: 1 }, tensors: weights });
 */
export async function saveRunState(
  folder: string,
  state: RunState,
  { maxToKeep = 2 }: RunStateOptions = {},
): Promise<void> {
  checkNumber("maxToKeep", maxToKeep, { min: 1, integer: true });
  const place = join(folder, FOLDER);
  try {
    await writing(place, () => fs.mkdir(place, { recursive: true }));
    const known = await stateFiles(place);
    const kept = (await wholeStates(place, maxToKeep - 1)).whole.map(({ entry }) => entry);
    const file = `state-${numberOf(known[0] ?? "") + 1}.safetensors`;
    const content = encodeRunState(state);
    await writeFileAtomically(join(place, file), content);
    const states = [describe(file, content), ...kept];
    const manifest = { format: FORMAT, version: VERSION, epoch: state.epoch, step: state.step, states };
    await writeFileAtomically(join(place, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
    const old = known.filter((name) => kept.every((entry) => entry.file !== name));
    for (const name of old) await fs.rm(join(place, name));
  } catch (cause) {
    throw new CheckpointError(place, `Expected to save the state of the run: ${(cause as Error).message}`, {
      cause,
    });
  }
}

/**
 * Loads a run's newest undamaged state.
 *
 * @returns The state, or undefined where the folder has no checkpoint.
 * @throws {CheckpointError} when there is a checkpoint and nothing in it can be read.
 * @example
 * const state = await loadRunState("runs/unet");
 * state?.recovered; //=> undefined, or what was damaged
 */
export async function loadRunState(folder: string): Promise<RunState | undefined> {
  const place = join(folder, FOLDER);
  const {
    whole: [newest],
    problems,
  } = await wholeStates(place, 1);
  if (newest === undefined) {
    if (problems.length === 0) return undefined;
    const advice = "restore a copy, or remove the folder to start again";
    throw new CheckpointError(
      place,
      `Expected a state that can be read, found none: ${problems.join("; ")}; ${advice}`,
    );
  }
  if (problems.length === 0) return newest.state;
  return { ...newest.state, recovered: `${problems.join("; ")}; resumed from ${newest.entry.file}` };
}

interface WholeState {
  readonly entry: Entry;
  readonly state: RunState;
}

/** The newest undamaged states, at most `most`, and what is wrong with the others before them. */
async function wholeStates(
  place: string,
  most: number,
): Promise<{ whole: readonly WholeState[]; problems: readonly string[] }> {
  const problems: string[] = [];
  const whole: WholeState[] = [];
  let candidates: readonly (Partial<Entry> & { file: string })[];
  try {
    candidates = await readManifest(join(place, MANIFEST));
  } catch (error) {
    candidates = (await stateFiles(place)).map((file) => ({ file }));
    if (isMissing(error) && candidates.length === 0) return { whole, problems };
    problems.push((error as Error).message);
  }
  for (const candidate of candidates) {
    if (whole.length === most) break;
    try {
      whole.push(await readState(place, candidate));
    } catch (error) {
      problems.push((error as Error).message);
    }
  }
  return { whole, problems };
}

async function readManifest(path: string): Promise<Entry[]> {
  const content = await read(path);
  let manifest: { format?: unknown; version?: unknown; states?: Entry[] };
  try {
    manifest = JSON.parse(new TextDecoder().decode(content));
  } catch (cause) {
    throw new CheckpointError(path, "Expected JSON, found a damaged or truncated file", { cause });
  }
  const { format, version, states } = manifest ?? {};
  if (format !== FORMAT || version !== VERSION) {
    throw new CheckpointError(
      path,
      `Expected ${FORMAT} version ${VERSION}, found ${format} version ${version}`,
    );
  }
  const sound = Array.isArray(states) && states.every((entry) => STATE_FILE.test(entry?.file));
  if (!sound)
    throw new CheckpointError(
      path,
      "Expected a list `states` of files state-<n>.safetensors, found another value",
    );
  return states;
}

async function readState(place: string, expected: Partial<Entry> & { file: string }): Promise<WholeState> {
  const path = join(place, expected.file);
  const content = await read(path);
  const entry = describe(expected.file, content);
  const { bytes = entry.bytes, sha256 = entry.sha256 } = expected;
  if (entry.bytes !== bytes) {
    throw new CheckpointError(path, `Expected ${bytes} bytes, found ${entry.bytes}`);
  }
  if (entry.sha256 !== sha256) {
    throw new CheckpointError(path, `Expected SHA-256 ${sha256}, found ${entry.sha256}: the file is damaged`);
  }
  try {
    return { entry, state: decodeRunState(content) };
  } catch (cause) {
    throw new CheckpointError(path, (cause as Error).message, { cause });
  }
}

const describe = (file: string, content: Uint8Array): Entry => ({
  file,
  bytes: content.length,
  sha256: createHash("sha256").update(content).digest("hex"),
});

const numberOf = (file: string) => Number(STATE_FILE.exec(file)?.[1] ?? 0);

/** The names of the state files, the newest first. */
async function stateFiles(place: string): Promise<string[]> {
  const names = existsSync(place) ? await fs.readdir(place) : [];
  return names.filter((name) => STATE_FILE.test(name)).sort((a, b) => numberOf(b) - numberOf(a));
}

async function read(path: string): Promise<Uint8Array> {
  try {
    return await fs.readFile(path);
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    throw new CheckpointError(path, missing ? "Expected a file, found none" : (cause as Error).message, {
      cause,
    });
  }
}

const isMissing = (error: unknown) =>
  ((error as Error).cause as NodeJS.ErrnoException | undefined)?.code === "ENOENT";
