/**
 * The notes (`metadata_props`) of an ONNX file: ONNX Runtime's JavaScript API does not give them. Reads the outermost
 * protobuf fields only, whatever the file's size.
 *
 * @throws {RangeError} where the bytes are no protobuf, or cut off.
 */
export function onnxNotes(bytes: Uint8Array): Record<string, string> {
  const notes: Record<string, string> = {};
  for (const { field, content } of fields(bytes)) {
    if (field !== metadataProps || !content) continue;
    const [key, value] = [1, 2].map((wanted) => {
      const found = [...fields(content)].find(({ field }) => field === wanted)?.content;
      return new TextDecoder().decode(found ?? new Uint8Array());
    }) as [string, string];
    notes[key] = value;
  }
  return notes;
}

/** Its number in onnx.proto's ModelProto. */
const metadataProps = 14;

function* fields(bytes: Uint8Array): Generator<{ field: number; content: Uint8Array | undefined }> {
  let at = 0;
  const varint = (): number => {
    for (let value = 0, scale = 1; ; scale *= 128) {
      const byte = bytes[at++];
      if (byte === undefined || scale > 2 ** 63) throw cutOff(bytes);
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const [field, wire] = [Math.floor(tag / 8), tag % 8];
    if (wire === 0) {
      varint();
      yield { field, content: undefined };
      continue;
    }
    const length = wire === 2 ? varint() : wire === 5 ? 4 : wire === 1 ? 8 : Number.NaN;
    if (!(at + length <= bytes.length)) throw cutOff(bytes);
    yield { field, content: bytes.subarray(at, at + length) };
    at += length;
  }
}

const cutOff = ({ length }: Uint8Array) =>
  new RangeError(`Expected a whole ONNX file, got ${length} bytes of something else, or cut off`);
