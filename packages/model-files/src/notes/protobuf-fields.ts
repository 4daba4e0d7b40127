import { ModelFileError } from "../errors/model-file-error.ts";

/**
 * The fields of a protobuf message, in their order: their numbers, and the bytes of those that have any.
 *
 * @internal
 * @throws {ModelFileError} for bytes that are not protobuf, or cut off.
 */
export function* protobufFields(
  bytes: Uint8Array,
): Generator<{ readonly field: number; readonly content: Uint8Array | undefined }> {
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
  new ModelFileError(`Expected a whole ONNX file, found ${length} bytes of something else, or cut off`);
