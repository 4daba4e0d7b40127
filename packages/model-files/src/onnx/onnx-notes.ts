import { protobufFields } from "./protobuf-fields.ts";

/**
 * Reads the notes (`metadata_props`) of an ONNX file, which ONNX Runtime's JavaScript API does not expose. Only the
 * outermost protobuf fields are read, whatever the file's size.
 *
 * @throws {ModelFileError} for bytes that are not protobuf, or cut off.
 */
export function onnxNotes(bytes: Uint8Array): Record<string, string> {
  const notes: Record<string, string> = {};
  for (const { field, content } of protobufFields(bytes)) {
    if (field !== metadataProps || !content) continue;
    const [key, value] = [1, 2].map((wanted) => {
      const found = [...protobufFields(content)].find(({ field }) => field === wanted)?.content;
      return new TextDecoder().decode(found ?? new Uint8Array());
    }) as [string, string];
    notes[key] = value;
  }
  return notes;
}

/** Its number in onnx.proto's ModelProto. */
const metadataProps = 14;
