import { promisify } from "node:util";
import { inflate } from "node:zlib";
import { DataError } from "./data-error.ts";

const inflated = promisify(inflate);
const signatureLength = 8;
const channels: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** The pieces that make an image; others may hold compressed matter of any size (color profiles, texts). */
const essential = ["IHDR", "PLTE", "IDAT", "IEND"];

/**
 * A PNG without what its pixels do not need, refused where it says one size and unpacks to another, before a decoder
 * unpacks it.
 *
 * @throws DataError for a second header, and pixels that are broken or more than the image has (a bomb).
 */
export async function pngEssence(file: string, bytes: Uint8Array): Promise<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const data: Uint8Array[] = [];
  const damaged = (found: string, cause?: unknown) =>
    new DataError(file, `Expected a whole PNG, found: ${found}`, { cause });
  const parts = [bytes.subarray(0, signatureLength)];
  let headers = 0;
  for (let at = signatureLength; ; ) {
    if (at + 12 > bytes.length) throw damaged("its end missing");
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (at + 12 + length > bytes.length) throw damaged(`a piece ${type} beyond its end`);
    if (type === "IHDR" && (++headers > 1 || length !== 13)) throw damaged("two headers, or a broken one");
    if (at === signatureLength && headers === 0) throw damaged("no header at its start");
    if (essential.includes(type)) parts.push(bytes.subarray(at, at + 12 + length));
    if (type === "IDAT") data.push(bytes.subarray(at + 8, at + 8 + length));
    if (type === "IEND") break;
    at += 12 + length;
  }
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const bits = (channels[bytes[25] as number] ?? 4) * (bytes[24] as number);
  // Every row begins with a byte of its own and ends at a whole one; an interlaced image has about twice the rows.
  const most = Math.ceil((width * height * bits) / 8) + 4 * height + 64;
  try {
    await inflated(Buffer.concat(data), { maxOutputLength: most });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ERR_BUFFER_TOO_LARGE") {
      throw damaged(`pixels that cannot be unpacked: ${(cause as Error).message}`, cause);
    }
    throw damaged(`more than the ${most} bytes of pixels that ${width}x${height} can have`, cause);
  }
  return Buffer.concat(parts);
}
