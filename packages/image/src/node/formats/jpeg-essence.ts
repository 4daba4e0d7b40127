const [startOfScan, endOfImage, comment, jfif, adobe] = [0xda, 0xd9, 0xfe, 0xe0, 0xee];
/** Frames whose scans hold whole blocks: baseline, extended, arithmetic. */
const sequentialFrames = [0xc0, 0xc1, 0xc9];
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const isMetadata = (marker: number) => marker === comment || (marker >= 0xe0 && marker <= 0xef);
const isAlone = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

/** The color transforms of Adobe by number of channels; decoders take the last one where they find another number. */
const transforms: Readonly<Record<number, readonly number[]>> = { 3: [0, 1], 4: [0, 2] };

/**
 * A JPEG without what decoders warn of though its pixels are whole, so that a warning that is left tells of damage. Put
 * right are: parameters of scans that only progressive images have (Samsung cameras set them in others), bytes between
 * a segment of metadata and the next one, another version of JFIF, and an unknown color transform of Adobe.
 *
 * @returns A copy, or the same bytes where nothing is to be put right.
 */
export function jpegEssence(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let essence = bytes;
  const set = (at: number, value: number) => {
    if (essence[at] === value) return;
    if (essence === bytes) essence = Uint8Array.from(bytes);
    essence[at] = value;
  };
  let sequential = false;
  let transformAt: number | undefined;
  for (let at = 2, last = 0; ; ) {
    const next = nextMarker(bytes, at);
    const marker = bytes[next + 1];
    if (next < 0 || marker === undefined || marker === endOfImage) return essence;
    // A marker may have any number of bytes 255 before it.
    if (isMetadata(last)) for (let between = at; between < next; between++) set(between, 255);
    last = marker;
    at = next + 2;
    if (isAlone(marker)) continue;
    const data = at + 2;
    const end = data > bytes.length ? Number.POSITIVE_INFINITY : at + view.getUint16(at);
    if (end > bytes.length || end < data) return essence;
    at = end;
    if (marker === jfif && startsWith(bytes, data, "JFIF\0") && end >= data + 14) set(data + 5, 1);
    if (marker === adobe && startsWith(bytes, data, "Adobe") && end >= data + 12) transformAt = data + 11;
    if (isFrame(marker)) {
      sequential = sequentialFrames.includes(marker);
      const known = transforms[bytes[data + 5] as number];
      if (transformAt && known && !known.includes(bytes[transformAt] as number)) {
        set(transformAt, known[1] as number);
      }
    }
    if (marker === startOfScan) {
      const parameters = data + 1 + 2 * (bytes[data] as number);
      if (sequential && parameters + 3 === end) {
        for (const [index, value] of [0, 63, 0].entries()) set(parameters + index, value);
      }
      at = endOfScan(bytes, end);
    }
  }
}

/** The place of the next marker; -1 where there is none. A byte 255 before a 0 or another 255 begins no marker. */
function nextMarker(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length - 1; at++) {
    if (bytes[at] === 255 && bytes[at + 1] !== 0 && bytes[at + 1] !== 255) return at;
  }
  return -1;
}

/** The place of the marker that ends the pixels of a scan, which hold markers of their own for restarts. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = nextMarker(bytes, from);
  while (at >= 0 && (bytes[at + 1] as number) >= 0xd0 && (bytes[at + 1] as number) <= 0xd7) {
    at = nextMarker(bytes, at + 2);
  }
  return at < 0 ? bytes.length : at;
}

const startsWith = (bytes: Uint8Array, at: number, text: string): boolean =>
  Array.from(text).every((letter, index) => bytes[at + index] === letter.charCodeAt(0));
