import { KerasFileError } from "../errors/keras-file-error.ts";
import { borrowMemory } from "./borrow-memory.ts";
import type { Hdf5File } from "./hdf5-file.ts";

const stringClass = 3;

/**
 * A list of strings that Keras keeps in an attribute of a group, or, when it is too long for one, in `name0`, `name1`,
 * ...; undefined if there is neither.
 */
export function stringList(file: Hdf5File, group: string, name: string): string[] | undefined {
  const { id, library, checked } = file;
  if (checked(() => library.get_type(id, group)) !== library.H5G_GROUP) return undefined;
  const attributes = new Set(checked(() => library.get_attribute_names(id, group)));
  if (attributes.has(name)) return strings(file, group, name);
  if (!attributes.has(`${name}0`)) return undefined;
  const list: string[] = [];
  for (let chunk = 0; attributes.has(`${name}${chunk}`); chunk++) {
    list.push(...strings(file, group, `${name}${chunk}`));
  }
  return list;
}

/** A string that Keras keeps in an attribute of a group; undefined if there is none. */
export function stringAttribute(file: Hdf5File, group: string, name: string): string | undefined {
  const attributes = file.checked(() => file.library.get_attribute_names(file.id, group));
  return attributes.includes(name) ? strings(file, group, name)[0] : undefined;
}

function strings(file: Hdf5File, group: string, name: string): string[] {
  const { id, library, checked } = file;
  const metadata = checked(() => library.get_attribute_metadata(id, group, name));
  const { type, size, total_size: count, vlen } = metadata;
  // An empty list has no type of its own: numpy writes it as numbers.
  if (count === 0) return [];
  const what = `the attribute \`${name}\` of ${group}`;
  if (type !== stringClass) {
    throw new KerasFileError(`Expected ${what} in the .h5 file to be strings, found another type`);
  }
  return borrowMemory(file, what, size * count, (pointer) => {
    checked(() => library.get_attribute_data(id, group, name, BigInt(pointer)));
    const items = Array.from({ length: count }, (_, index) => pointer + index * size);
    if (!vlen) return items.map((item) => decode(library.HEAPU8.subarray(item, item + size)));
    const pointers = new DataView(library.HEAPU8.buffer);
    const list = items.map((item) => library.UTF8ToString(pointers.getUint32(item, true)));
    checked(() => library.reclaim_vlen_memory(id, group, name, BigInt(pointer)));
    return list;
  });
}

/** A string of fixed length ends at its first zero, or where its room ends. */
function decode(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}
