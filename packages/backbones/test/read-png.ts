import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";

/** The RGB values of an 8-bit PNG image without alpha and interlacing; enough for the golden images. */
export function readPng(path: string): { width: number; height: number; data: Uint8Array } {
  const file = readFileSync(path);
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  if (file[24] !== 8 || file[25] !== 2 || file[28] !== 0)
    throw new Error(`Expected ${path} to be plain 8-bit RGB`);
  const compressed: Uint8Array[] = [];
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
    if (file.toString("latin1", at + 4, at + 8) === "IDAT") {
      compressed.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
    }
  }
  const raw = inflateSync(Buffer.concat(compressed));
  const stride = 3 * width;
  const data = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x < 3 ? 0 : Number(data[at - 3]);
      const up = y === 0 ? 0 : Number(data[at - stride]);
      const corner = x < 3 || y === 0 ? 0 : Number(data[at - stride - 3]);
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][Number(filter)];
      data[at] = Number(raw[y * (stride + 1) + 1 + x]) + Number(guess);
    }
  }
  return { width, height, data };
}

/** The neighbor that is nearest to left + up - corner. */
function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
