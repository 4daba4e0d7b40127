const text = new TextEncoder();

/** Writes the few protobuf wire types that ONNX files need into one growing buffer. */
export class ProtobufWriter {
  private bytes = new Uint8Array(1024);
  private length = 0;

  /** A whole number (wire type 0); negative ones are written as 64-bit two's complement. */
  int(field: number, value: number | bigint): this {
    this.varint(field << 3);
    this.varint(value);
    return this;
  }

  /** A 32-bit float (wire type 5). */
  float(field: number, value: number): this {
    this.varint((field << 3) | 5);
    this.raw(new Uint8Array(Float32Array.of(value).buffer));
    return this;
  }

  /** A string, raw bytes or an embedded message (wire type 2). */
  bytesField(field: number, value: string | Uint8Array | ProtobufWriter): this {
    const bytes =
      typeof value === "string"
        ? text.encode(value)
        : value instanceof ProtobufWriter
          ? value.finish()
          : value;
    this.varint((field << 3) | 2);
    this.varint(bytes.length);
    this.raw(bytes);
    return this;
  }

  /** The bytes so far. */
  finish(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  private varint(value: number | bigint): void {
    let rest = BigInt.asUintN(64, BigInt(value));
    this.reserve(10);
    while (rest > 127n) {
      this.bytes[this.length++] = Number(rest & 127n) | 128;
      rest >>= 7n;
    }
    this.bytes[this.length++] = Number(rest);
  }

  private raw(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.length + count, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }
}
