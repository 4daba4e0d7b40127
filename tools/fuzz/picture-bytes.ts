import { crc32, deflateSync, inflateSync } from "node:zlib";
import type { Random } from "@faceseg/image";
import { mutateBytes, pick } from "./mutate-bytes.ts";

interface Chunk {
  type: string;
  data: Buffer;
}

const sides = [0, 1, 7, 31, 65_535, 65_536, 100_000, 0x7fffffff, 0xffffffff];

/** A PNG whose pieces are changed one by one, with right lengths and checksums. */
export function mutatePng(random: Random, png: Uint8Array): Buffer {
  const chunks = readChunks(Buffer.from(png));
  for (let count = random.integer(1, 3); count > 0; count--) {
    const chunk = pick(random, chunks);
    const header = chunks.find(({ type, data }) => type === "IHDR" && data.length >= 8)?.data;
    switch (random.integer(0, 9)) {
      case 0:
        header?.writeUInt32BE(pick(random, sides), pick(random, [0, 4]));
        break;
      case 1:
        header?.writeUInt32BE(100_000, 0);
        header?.writeUInt32BE(100_000, 4);
        break;
      case 2:
        // Depth, colour type, compression, filter, interlace.
        if (header && header.length > 12) header[random.integer(8, 12)] = random.integer(0, 17);
        break;
      case 3:
        chunks.splice(chunks.indexOf(chunk), 1);
        break;
      case 4:
        chunks.splice(random.integer(0, chunks.length), 0, { ...chunk, data: Buffer.from(chunk.data) });
        break;
      case 5:
        chunk.data = mutateBytes(random, [chunk.data]);
        break;
      case 6: {
        const pixels = chunks.find(({ type }) => type === "IDAT");
        if (pixels) pixels.data = deflateSync(mutateBytes(random, [inflated(pixels.data)]));
        break;
      }
      case 7: {
        const pixels = chunks.find(({ type }) => type === "IDAT");
        if (pixels) pixels.data = bomb();
        break;
      }
      case 8: {
        const packed = Buffer.concat([Buffer.from("name\0\0"), bomb()]);
        chunks.splice(1, 0, { type: pick(random, ["iCCP", "zTXt", "tEXt", "eXIf", "acTL"]), data: packed });
        break;
      }
      default:
        chunk.type = pick(random, ["PLTE", "tRNS", "IEND", "fdAT", "abcd", "IHDR"]);
    }
    if (chunks.length === 0) break;
  }
  return Buffer.concat([Buffer.from(png.subarray(0, 8)), ...chunks.map(writeChunk)]);
}

let packedZeros: Buffer | undefined;
/** 64 MB of zeros, in 64 kB. */
const bomb = () => {
  packedZeros ??= deflateSync(Buffer.alloc(2 ** 26));
  return packedZeros;
};

const inflated = (data: Buffer): Buffer => {
  try {
    return inflateSync(data, { maxOutputLength: 2 ** 20 });
  } catch {
    return data;
  }
};

function readChunks(png: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 8; at + 12 <= png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.push({
      type: png.toString("latin1", at + 4, at + 8),
      data: png.subarray(at + 8, at + 8 + length),
    });
    at += 12 + length;
  }
  return chunks;
}

function writeChunk({ type, data }: Chunk): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A JPEG whose segments are changed: sizes, tables, order. */
export function mutateJpeg(random: Random, jpeg: Uint8Array): Buffer {
  const segments = readSegments(Buffer.from(jpeg));
  for (let count = random.integer(1, 3); count > 0; count--) {
    const at = random.integer(0, segments.length - 1);
    const segment = segments[at] as Buffer;
    const frame = segments.find((part) => part.length >= 9 && [0xc0, 0xc1, 0xc2].includes(part[1] as number));
    switch (random.integer(0, 5)) {
      case 0:
        frame?.writeUInt16BE(pick(random, [0, 1, 9, 65_500, 65_535]), pick(random, [5, 7]));
        break;
      case 1:
        frame?.writeUInt16BE(65_500, 5);
        frame?.writeUInt16BE(65_500, 7);
        break;
      case 2:
        segments.splice(at, 1);
        break;
      case 3:
        segments.splice(random.integer(0, segments.length), 0, Buffer.from(segment));
        break;
      case 4:
        if (frame && frame.length > 10) frame[random.integer(1, frame.length - 1)] = random.integer(0, 255);
        break;
      default:
        segments[at] = mutateBytes(random, [segment]);
    }
    if (segments.length === 0) break;
  }
  return Buffer.concat(segments);
}

/** The segments of a JPEG; the last begins with the scan and holds all that follows. */
function readSegments(jpeg: Buffer): Buffer[] {
  const segments = [jpeg.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= jpeg.length && jpeg[at] === 0xff && jpeg[at + 1] !== 0xda) {
    const end = at + 2 + jpeg.readUInt16BE(at + 2);
    segments.push(Buffer.from(jpeg.subarray(at, end)));
    at = end;
  }
  segments.push(Buffer.from(jpeg.subarray(at)));
  return segments;
}
