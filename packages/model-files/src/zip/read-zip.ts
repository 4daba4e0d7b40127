import { inflateSync } from "fflate";
import { KerasFileError } from "../errors/keras-file-error.ts";
import { crc32 } from "./crc32.ts";
import { unpackLimit } from "./unpack-limit.ts";

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const endLength = 22;
const longestComment = 0xffff;
const stored = 0;
const deflated = 8;

interface Entry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * Takes the named files out of a zip archive in memory: stored or deflated, their checksums compared, never more than
 * `unpackLimit` in all. Files of other names are not unpacked.
 *
 * @throws KerasFileError if the archive is damaged, hides a path outside itself, or grows too large.
 */
export function readZip(bytes: Uint8Array, names: readonly string[]): Map<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const files = new Map<string, Uint8Array>();
  let total = 0;
  try {
    for (const entry of entries(view)) {
      checkName(entry.name);
      if (!names.includes(entry.name)) continue;
      if (files.has(entry.name)) throw damaged(`it holds ${entry.name} twice`);
      total += entry.size;
      if (total > unpackLimit(bytes.length)) {
        throw new KerasFileError(
          `Expected a .keras archive of ${bytes.length} bytes to unpack to at most ${unpackLimit(bytes.length)} bytes, found ${entry.name} that brings it to ${total}`,
        );
      }
      files.set(entry.name, unpack(view, entry));
    }
  } catch (error) {
    // DataView throws a RangeError where an address points outside the archive.
    if (error instanceof RangeError) throw damaged("it is cut off, or points outside itself");
    throw error;
  }
  return files;
}

function* entries(view: DataView): Generator<Entry> {
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index++) {
    if (view.getUint32(at, true) !== entrySignature) throw damaged("its list of files is broken");
    const nameLength = view.getUint16(at + 28, true);
    const entry = {
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
      name: new TextDecoder().decode(slice(view, at + 46, nameLength)),
    };
    if (entry.packed === 0xffffffff || entry.size === 0xffffffff || entry.offset === 0xffffffff) {
      throw new KerasFileError(`Expected ${entry.name} in the .keras archive to be below 4 GiB (no zip64)`);
    }
    yield entry;
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
}

function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - endLength - longestComment);
  for (let at = view.byteLength - endLength; at >= first; at--) {
    if (view.getUint32(at, true) === endSignature) return at;
  }
  throw damaged("its end is missing (cut off?)");
}

function unpack(view: DataView, { name, flags, method, crc, packed, size, offset }: Entry): Uint8Array {
  if (flags & 1)
    throw new KerasFileError(`Expected ${name} in the .keras archive to be readable, found it encrypted`);
  if (view.getUint32(offset, true) !== localSignature) throw damaged(`${name} is not where it should be`);
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const data = slice(view, start, packed);
  const bytes = method === stored ? data : inflate(data, name, method, size);
  if (bytes.length !== size || crc32(bytes) !== crc) {
    throw damaged(`${name} has not the length and checksum that were noted when it was saved`);
  }
  return bytes;
}

function inflate(data: Uint8Array, name: string, method: number, size: number): Uint8Array {
  if (method !== deflated) {
    throw new KerasFileError(
      `Expected ${name} in the .keras archive to be stored or deflated, found compression method ${method}`,
    );
  }
  try {
    // fflate writes no further than the room that it is given.
    return inflateSync(data, { out: new Uint8Array(size) });
  } catch (error) {
    throw damaged(`${name} cannot be decompressed (${error instanceof Error ? error.message : error})`);
  }
}

function slice(view: DataView, start: number, length: number): Uint8Array {
  if (start + length > view.byteLength) throw new RangeError();
  return new Uint8Array(view.buffer, view.byteOffset + start, length);
}

function checkName(name: string): void {
  if (/^([/\\]|[A-Za-z]:)|(^|[/\\])\.\.([/\\]|$)/.test(name)) {
    throw new KerasFileError(
      `Expected the .keras archive to hold files of its own, found the path ${JSON.stringify(name)}`,
    );
  }
}

const damaged = (why: string) => new KerasFileError(`The .keras archive is damaged: ${why}`);
