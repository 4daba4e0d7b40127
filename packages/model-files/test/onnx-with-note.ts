/** An ONNX file as far as notes go: the protobuf field `metadata_props` with two strings. */
export function onnxWithNote(key: string, value: string): Uint8Array {
  const text = (field: number, content: string) => [8 * field + 2, content.length, ...Buffer.from(content)];
  const pair = [...text(1, key), ...text(2, value)];
  return Uint8Array.from([8, 8, 8 * 14 + 2, pair.length, ...pair]);
}
