import { ModelFileError } from "../errors/model-file-error.ts";

/** A field of a protobuf message. */
export interface ProtobufField {
  /** Its number. */
  readonly field: number;
  /** Its bytes: a text, a message, or a list of numbers; undefined for a single number. */
  readonly content: Uint8Array | undefined;
  /** Its number, where it is a varint; above 2^53 rounded. */
  readonly value: number | undefined;
  /** All of its bytes, its number and length among them. */
  readonly whole: Uint8Array;
}

/**
 * The fields of a protobuf message, in their order.
 *
 * @internal
 * @throws {ModelFileError} for bytes that are not protobuf, or cut off.
 */
export function* protobufFields(bytes: Uint8Array): Generator<ProtobufField> {
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
    const start = at;
    const tag = varint();
    const [field, wire] = [Math.floor(tag / 8), tag % 8];
    if (wire === 0) {
      const value = varint();
      yield { field, content: undefined, value, whole: bytes.subarray(start, at) };
      continue;
    }
    const length = wire === 2 ? varint() : wire === 5 ? 4 : wire === 1 ? 8 : Number.NaN;
    if (!(at + length <= bytes.length)) throw cutOff(bytes);
    const content = bytes.subarray(at, at + length);
    at += length;
    yield { field, content, value: undefined, whole: bytes.subarray(start, at) };
  }
}

const cutOff = ({ length }: Uint8Array) =>
  new ModelFileError(`Expected a whole ONNX file, found ${length} bytes of something else, or cut off`);
