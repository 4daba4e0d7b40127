import type { default as Sharp } from "sharp";
import { jpegEssence } from "./jpeg-essence.ts";
import type { OpenedFormat } from "./opened-format.ts";

/** How sharp calls the formats that every build of it can read. */
const formats: readonly string[] = ["jpeg", "png", "webp", "heif", "tiff", "gif", "svg"];

/** What libtiff warns of though the pixels are whole: notes beside them, such as the name of the camera. */
const harmless = /^(Invalid TIFF directory; tags|ASCII value for tag|Incompatible type for .*tag ignored)/;
const asError = "Warning treated as error";

/**
 * Opens an image with sharp; of several frames or pages, the first.
 *
 * Of sharp's levels only "warning" tells of all damage that a decoder can notice: with "error" JPEGs with broken codes
 * pass, since libjpeg does no more than warn of them. So a warning is an error here, except for those without
 * consequence: of JPEGs their cause is put right beforehand, of TIFFs they are told by their words.
 *
 * @param kind The format, by the first bytes.
 * @throws Error where it is damaged, cut off, or of a kind that is not read.
 */
export async function openWithSharp(
  sharp: typeof Sharp,
  bytes: Uint8Array,
  kind: string | undefined,
): Promise<OpenedFormat> {
  const essence = kind === "JPEG" ? jpegEssence(bytes) : bytes;
  if (kind === "PNG" && !hasEnd(bytes)) throw new Error("its end missing");
  // The size is checked by the caller, whose error can name it.
  const open = (failOn: "warning" | "error") => sharp(essence, { failOn, limitInputPixels: false });
  const { format, autoOrient, depth, orientation = 1 } = await open("warning").metadata();
  if (!formats.includes(format)) throw new Error(`the format ${format}`);
  // Others have no white that is known, and would turn out black.
  if (depth !== "uchar" && depth !== "ushort") {
    throw new Error(`numbers of type ${depth}; save it with 8 or 16 bits a channel`);
  }
  const pixels = async (failOn: "warning" | "error") => {
    const { data, info } = await open(failOn)
      .autoOrient()
      .flatten({ background: "black" })
      .toColourspace("srgb")
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    if (channels !== 3) throw new Error(`${channels} channels after conversion to RGB`);
    return { width, height, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
  };
  return {
    size: { width: autoOrient.width, height: autoOrient.height },
    orientation: orientation >= 1 && orientation <= 8 ? orientation : 1,
    async decode() {
      try {
        return await pixels("warning");
      } catch (cause) {
        if (isHarmless(cause as Error)) return pixels("error");
        throw cause;
      }
    },
  };
}

/** What an error of sharp says, without the names of its parts; undefined where it does not know the format. */
export function sharpReason({ message }: Error): string | undefined {
  if (message.includes("unsupported image format")) return undefined;
  const lines = message.split("\n").map((line) => line.replace("Input buffer has corrupt header: ", ""));
  const telling = lines.find(
    (line) => line.trim() !== "" && !/^(source: bad seek|Warning treated)/.test(line),
  );
  return (telling ?? (lines[0] as string)).replace(/^\w+: (?=.)/, "");
}

function isHarmless({ message }: Error): boolean {
  const [first, ...lines] = message.split("\n").filter((line) => line.trim() !== "");
  return (
    first?.startsWith(asError) === true &&
    lines.every((line) => harmless.test(line) || line.startsWith("error in tile"))
  );
}

/** Whether a PNG has its last piece, whose loss decoders forgive. */
function hasEnd(bytes: Uint8Array): boolean {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).lastIndexOf("IEND");
  return at >= 0 && at + 8 <= bytes.length;
}
