/** Bytes of a protocol buffer message, field by field. */
export class Message {
  private readonly bytes: number[] = [];

  /** A whole number of 0 or more. */
  varint(field: number, value: number): this {
    this.key(field, 0);
    this.base128(value);
    return this;
  }

  /** A double. */
  double(field: number, value: number): this {
    this.key(field, 1);
    this.append(new Uint8Array(Float64Array.of(value).buffer));
    return this;
  }

  /** A float. */
  float(field: number, value: number): this {
    this.key(field, 5);
    this.append(new Uint8Array(Float32Array.of(value).buffer));
    return this;
  }

  /** A string, bytes, another message, or packed doubles. */
  bytesOf(field: number, value: string | Uint8Array | Message | Float64Array): this {
    const bytes = toBytes(value);
    this.key(field, 2);
    this.base128(bytes.length);
    this.append(bytes);
    return this;
  }

  /** The encoded message. */
  toBytes(): Uint8Array {
    return Uint8Array.from(this.bytes);
  }

  private key(field: number, wireType: number): void {
    this.base128(field * 8 + wireType);
  }

  private base128(value: number): void {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.bytes.push((rest % 128) + 128);
    this.bytes.push(rest);
  }

  private append(bytes: Uint8Array): void {
    for (const byte of bytes) this.bytes.push(byte);
  }
}

function toBytes(value: string | Uint8Array | Message | Float64Array): Uint8Array {
  if (typeof value === "string") return new TextEncoder().encode(value);
  if (value instanceof Message) return value.toBytes();
  return value instanceof Float64Array ? new Uint8Array(value.buffer) : value;
}
