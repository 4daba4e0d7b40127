/// <reference types="node" />
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import fs from "node:fs/promises";
import { join } from "node:path";
import { writeFileAtomically } from "./atomic-write.ts";
import type { NamedArrays } from "./callback.ts";
import { lockFolder } from "./run-lock.ts";
import type { RunState, RunStore } from "./run-store.ts";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.ts";

/** A checkpoint that cannot be written, or read. */
export class CheckpointError extends Error {
  override readonly name = "CheckpointError";
  readonly file: string;

  constructor(file: string, problem: string, options?: ErrorOptions) {
    super(`${file}: ${problem}`, options);
    this.file = file;
  }
}

interface Entry {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

const FOLDER = "checkpoint";
const MANIFEST = "state.json";
const FORMAT = "faceseg-run-state";
const VERSION = 1;
const STATE_FILE = /^state-(\d+)\.safetensors$/;
const SPECIAL_NUMBER = "$number";

/**
 * Saves a run's state into its folder: `checkpoint/state-<n>.safetensors`, then the manifest `checkpoint/state.json`
 * that makes it count. The state before is kept. Killed at any moment, the last state that counted can be loaded.
 *
 * @throws CheckpointError when it cannot be written; the states before are untouched then.
 * @example
 * await saveRunState("runs/unet", { epoch: 3, step: 0, values: { seed: 1 }, tensors: weights });
 */
export async function saveRunState(folder: string, state: RunState): Promise<void> {
  const place = join(folder, FOLDER);
  try {
    await fs.mkdir(place, { recursive: true });
    const known = await stateFiles(place);
    const { whole: previous } = await newestWhole(place);
    const file = `state-${numberOf(known[0] ?? "") + 1}.safetensors`;
    const content = encode(state);
    await writeFileAtomically(join(place, file), content);
    const states = [describe(file, content), ...(previous ? [previous.entry] : [])];
    const manifest = { format: FORMAT, version: VERSION, epoch: state.epoch, step: state.step, states };
    await writeFileAtomically(join(place, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
    for (const old of known.filter((name) => name !== previous?.entry.file)) await fs.rm(join(place, old));
  } catch (cause) {
    throw new CheckpointError(place, `the run's state could not be saved: ${(cause as Error).message}`, {
      cause,
    });
  }
}

/**
 * Loads a run's newest whole state; undefined where the folder has no checkpoint.
 *
 * @throws CheckpointError when there is a checkpoint and nothing in it can be read.
 * @example
 * const state = await loadRunState("runs/unet");
 * state?.recovered; //=> undefined, or what was damaged
 */
export async function loadRunState(folder: string): Promise<RunState | undefined> {
  const place = join(folder, FOLDER);
  const { whole, problems } = await newestWhole(place);
  if (whole === undefined) {
    if (problems.length === 0) return undefined;
    const advice = "put a copy back, or remove the folder to start the run afresh";
    throw new CheckpointError(place, `no state can be read: ${problems.join("; ")}; ${advice}`);
  }
  if (problems.length === 0) return whole.state;
  return { ...whole.state, recovered: `${problems.join("; ")}; went on from ${whole.entry.file}` };
}

interface WholeState {
  readonly entry: Entry;
  readonly state: RunState;
}

/** Goes back from the newest state to the first that is whole, noting what is wrong with those it passes. */
async function newestWhole(place: string): Promise<{ whole?: WholeState; problems: string[] }> {
  const problems: string[] = [];
  let candidates: readonly (Partial<Entry> & { file: string })[];
  try {
    candidates = await readManifest(join(place, MANIFEST));
  } catch (error) {
    candidates = (await stateFiles(place)).map((file) => ({ file }));
    if (isMissing(error) && candidates.length === 0) return { problems };
    problems.push((error as Error).message);
  }
  for (const candidate of candidates) {
    try {
      return { whole: await readState(place, candidate), problems };
    } catch (error) {
      problems.push((error as Error).message);
    }
  }
  return { problems };
}

async function readManifest(path: string): Promise<Entry[]> {
  const content = await read(path);
  let manifest: { format?: unknown; version?: unknown; states?: Entry[] };
  try {
    manifest = JSON.parse(new TextDecoder().decode(content));
  } catch (cause) {
    throw new CheckpointError(path, "expected JSON, found it damaged or cut off", { cause });
  }
  const { format, version, states } = manifest ?? {};
  if (format !== FORMAT || version !== VERSION) {
    throw new CheckpointError(
      path,
      `expected ${FORMAT} version ${VERSION}, found ${format} version ${version}`,
    );
  }
  const sound = Array.isArray(states) && states.every((entry) => STATE_FILE.test(entry?.file));
  if (!sound) throw new CheckpointError(path, "expected a list `states` of files state-<n>.safetensors");
  return states;
}

async function readState(place: string, expected: Partial<Entry> & { file: string }): Promise<WholeState> {
  const path = join(place, expected.file);
  const content = await read(path);
  const entry = describe(expected.file, content);
  const { bytes = entry.bytes, sha256 = entry.sha256 } = expected;
  if (entry.bytes !== bytes) {
    throw new CheckpointError(path, `expected ${bytes} bytes, found ${entry.bytes}`);
  }
  if (entry.sha256 !== sha256) {
    throw new CheckpointError(path, `expected SHA-256 ${sha256}, found ${entry.sha256}: damaged`);
  }
  try {
    return { entry, state: decode(content) };
  } catch (cause) {
    throw new CheckpointError(path, (cause as Error).message, { cause });
  }
}

function encode({ epoch, step, values, tensors }: RunState): Uint8Array {
  // JSON's numbers know no NaN, Infinity or -0.
  const json = JSON.stringify(values, (_key, value) =>
    typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0))
      ? { [SPECIAL_NUMBER]: Object.is(value, -0) ? "-0" : String(value) }
      : value,
  );
  const about = { format: FORMAT, version: String(VERSION), epoch: String(epoch), step: String(step) };
  return encodeSafetensors(tensors, { ...about, values: json });
}

function decode(content: Uint8Array): RunState {
  const { tensors, metadata } = decodeSafetensors(content);
  const { format, version, epoch, step, values } = metadata;
  if (format !== FORMAT || version !== String(VERSION) || values === undefined) {
    throw new Error(`expected ${FORMAT} version ${VERSION}, found ${format} version ${version}`);
  }
  const parsed = JSON.parse(values, (_key, value) =>
    typeof value?.[SPECIAL_NUMBER] === "string" ? Number(value[SPECIAL_NUMBER]) : value,
  );
  for (const [name, { data }] of Object.entries(tensors)) {
    if (!(data instanceof Float32Array)) throw new Error(`expected "${name}" to be float32`);
  }
  return { epoch: Number(epoch), step: Number(step), values: parsed, tensors: tensors as NamedArrays };
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
    throw new CheckpointError(path, missing ? "the file is missing" : (cause as Error).message, { cause });
  }
}

const isMissing = (error: unknown) =>
  ((error as Error).cause as NodeJS.ErrnoException | undefined)?.code === "ENOENT";

/** Keeps a run's state in its folder, see `saveRunState`, and the folder for one process at a time. */
export const runFolder = (folder: string): RunStore => ({
  lock: () => lockFolder(folder),
  save: (state) => saveRunState(folder, state),
  load: () => loadRunState(folder),
});
