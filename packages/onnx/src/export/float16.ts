const numbers = new Float32Array(1);
const words = new Uint32Array(numbers.buffer);

/** The nearest float16 of each number, ties to even, as its 16 bits; numbers that are too large become infinite. */
export function toFloat16(values: Float32Array): Uint16Array {
  return Uint16Array.from(values, bitsOf);
}

function bitsOf(value: number): number {
  numbers[0] = value;
  const word = words[0] as number;
  const sign = (word >>> 16) & 0x8000;
  const magnitude = word & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00; // not a number
  if (magnitude >= 0x47800000) return sign | 0x7c00; // 2^16 and above
  // Below 2^-14 float16 counts in steps of 2^-24.
  if (magnitude < 0x38800000) return sign | roundToEven(Math.abs(value) * 2 ** 24);
  const rounded = magnitude + 0xfff + ((magnitude >>> 13) & 1);
  return sign | ((rounded - 0x38000000) >>> 13);
}

function roundToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}
