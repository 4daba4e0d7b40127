import type { LabelMap, Size } from "@faceseg/image";
import { DataError, readLabels } from "@faceseg/image/node";
import { checkShape } from "./read-mask.ts";

/** A mask of one part: 0 outside. */
export interface PartFile {
  /** Its path. */
  readonly file: string;
  /** The class id of the part. */
  readonly id: number;
}

/** Joins masks of single parts to one label map; a later one lies over those before it. */
export async function readParts(parts: readonly PartFile[], image?: Size): Promise<LabelMap> {
  let all: LabelMap | undefined;
  for (const { file, id } of parts) {
    const { width, height, data } = await readPart(file);
    if (all && (all.width !== width || all.height !== height)) {
      const expected = `${all.width}x${all.height} as the image's other parts`;
      throw new DataError(file, `Expected ${expected}, found ${width}x${height}`, { problem: "size" });
    }
    if (!all) checkShape(file, { width, height }, image);
    all ??= { width, height, data: new Uint8Array(width * height) };
    for (let at = 0; at < data.length; at++) if (data[at]) all.data[at] = id;
  }
  return all ?? { width: 1, height: 1, data: new Uint8Array(1) };
}

const blackAndWhite = {
  colors: new Map([
    [0, 0],
    [0xffffff, 1],
  ]),
};
/** 0 and 1, or 0 to 255 with soft edges. */
const grays = Array.from({ length: 256 }, (_, value) => (value > 127 || value === 1 ? 1 : 0));

/** Masks of parts are black and white, in color, gray or indexed. */
async function readPart(file: string): Promise<LabelMap> {
  return readLabels(file, { coding: blackAndWhite }).catch((error: DataError) => {
    if (error.problem !== "id") throw error;
    return readLabels(file, { coding: grays });
  });
}
