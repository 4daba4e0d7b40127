/** Formats by the bytes that files of them have at a place, most of them at the start. */
const kinds: readonly (readonly [name: string, start: string, at?: number])[] = [
  ["JPEG", "\xff\xd8\xff"],
  ["PNG", "\x89PNG\r\n\x1a\n"],
  ["GIF", "GIF8"],
  ["WebP", "WEBP", 8],
  ["TIFF", "II*\0"],
  ["TIFF", "MM\0*"],
  ["TIFF", "II+\0"],
  ["TIFF", "MM\0+"],
  ["BMP", "BM"],
  ["PSD", "8BPS"],
  ["JPEG XL", "\xff\x0a"],
  ["JPEG XL", "JXL \r\n", 4],
  ["JPEG 2000", "jP  \r\n", 4],
  ["JPEG 2000", "\xff\x4f\xff\x51"],
  ["OpenEXR", "v/1\x01"],
  ["an icon (ICO)", "\0\0\x01\0"],
  ["PDF", "%PDF-"],
  ["a NumPy array", "\x93NUMPY"],
  ["an HDF5 file", "\x89HDF\r\n"],
  ["a ZIP archive", "PK\x03\x04"],
  ["a ZIP archive", "PK\x05\x06"],
  ["a 7z archive", "7z\xbc\xaf\x27\x1c"],
  ["a RAR archive", "Rar!\x1a\x07"],
  ["a video (AVI)", "AVI ", 8],
  ["a video (WebM or Matroska)", "\x1a\x45\xdf\xa3"],
  ["a Git LFS pointer instead of the file", "version https://git-lfs"],
  ["an HTML page", "<!doctype html"],
  ["an HTML page", "<html"],
];

/** Formats of files that begin with a box `ftyp`, by the brands that it names; the first that fits counts. */
const brands: readonly (readonly [name: string, brand: RegExp])[] = [
  ["an animated AVIF", /^avis/],
  ["AVIF", /^(....)*avif/],
  ["HEIC", /^(....)*(hei[cmsx]|hev[cmsx])/],
  ["a Canon raw image (CR3)", /^crx /],
  ["a video (QuickTime)", /^qt {2}/],
  ["a video (MP4)", /^(3g|M4|avc|dash|iso|mp4|mmp4)/],
];

/** What a file is, by its first 1000 bytes: "JPEG", "HEIC", "an HTML page", "text"; undefined for what is not known. */
export function fileKind(bytes: Uint8Array): string | undefined {
  const start = latin1(bytes.subarray(0, 1000));
  if (start.startsWith("ftyp", 4)) {
    // The main brand, a version, and the brands that the file fits as well.
    const names = start.slice(8, 12) + start.slice(16, Math.max(12, first32(bytes)));
    return brands.find(([, brand]) => brand.test(names))?.[0];
  }
  const text = start.trimStart().toLowerCase();
  const found = kinds.find(([name, mark, at = 0]) =>
    name === "an HTML page" ? text.startsWith(mark) : start.startsWith(mark, at),
  );
  // Two letters may begin any text.
  if (found && found[1].length > 2) return found[0];
  if (isText(bytes.subarray(0, 1000))) return start.includes("<svg") ? "SVG" : "text";
  return found?.[0];
}

/** Names a file that is not known: "a file that begins with the bytes 1f 8b 08 00". */
export function firstBytes(bytes: Uint8Array): string {
  const hex = Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0"));
  return bytes.length === 0 ? "an empty file" : `a file that begins with the bytes ${hex.join(" ")}`;
}

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
const first32 = (bytes: Uint8Array): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);

function isText(bytes: Uint8Array): boolean {
  try {
    // A stream may end within a character.
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they tell text from other bytes
    return text.trim() !== "" && !/[\0-\x08\x0e-\x1f\x7f]/.test(text);
  } catch {
    return false;
  }
}
