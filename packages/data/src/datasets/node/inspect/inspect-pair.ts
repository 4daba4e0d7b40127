import { createHash } from "node:crypto";
import type { LabelMap, Size, Taxonomy } from "@faceseg/image";
import { DataError, openImage, readDataFile } from "@faceseg/image/node";
import { leftRightSwapped } from "../../left-right.ts";
import { type MeasuredPart, measureParts } from "../../parts.ts";
import type { LabeledFile } from "../found-dataset.ts";
import { type BorderFacts, lookAtBorders } from "./borders.ts";
import { type Finding, finding } from "./finding.ts";
import { type Fingerprint, fingerprintSize, fingerprints } from "./fingerprint.ts";

/** What was found in one image and its label map. */
export interface PairFacts {
  /** The split. */
  readonly split: string;
  /** The files. */
  readonly pair: LabeledFile;
  /** The image's; undefined where it cannot be read. */
  readonly size: Size | undefined;
  /** Pixels by class id; undefined where the label map cannot be read. */
  readonly counts: Float64Array | undefined;
  /** What duplicates are found by; undefined where the image cannot be read. */
  readonly likeness:
    | { readonly sha256: string; readonly plain: Fingerprint; readonly mirrored: Fingerprint }
    | undefined;
  /** Area and place of each class by id; undefined where the label map cannot be read. */
  readonly parts: readonly (MeasuredPart | undefined)[] | undefined;
  /** What lies along the borders of classes. */
  readonly borders: BorderFacts | undefined;
  /** What is wrong. */
  readonly findings: readonly Finding[];
}

/** Reads an image and its label map to the end. */
export async function inspectPair(pair: LabeledFile, split: string, taxonomy: Taxonomy): Promise<PairFacts> {
  const findings: Finding[] = [];
  const note = (code: Finding["code"], error: DataError) =>
    void findings.push(finding(code, split, error.file, error.message.slice(error.file.length + 2)));
  const image = await readWhole(pair.image).catch((error: unknown) => {
    note("unreadable-image", dataError(error));
    return undefined;
  });
  const labels = await pair.read(image?.size).catch((error: unknown) => {
    const found = dataError(error);
    note(labelCodes[found.problem], found);
    return undefined;
  });
  const counts = labels && countIds(labels);
  const isTurned = image !== undefined && image.orientation > 1;
  if (isTurned && labels) {
    const found = `orientation ${image.orientation}; check whether its labels are rotated too`;
    findings.push(finding("turned-image", split, pair.image, `Expected no EXIF orientation, found ${found}`));
  }
  if (counts?.slice(1, 255).every((pixels) => pixels === 0)) {
    findings.push(finding("empty-mask", split, pair.labels, "Expected a face, found background only"));
  }
  if (labels && leftRightSwapped(labels, taxonomy)) {
    findings.push(
      finding(
        "left-right-swapped",
        split,
        pair.labels,
        "Expected the left eyebrow and eye to the left of the right ones, found them exchanged",
      ),
    );
  }
  const parts = labels && measureParts(labels);
  const borders = labels && lookAtBorders(labels);
  return { split, pair, size: image?.size, counts, parts, borders, likeness: image?.likeness, findings };
}

interface WholeImage {
  readonly size: Size;
  readonly orientation: number;
  readonly likeness: PairFacts["likeness"];
}

async function readWhole(file: string): Promise<WholeImage> {
  const bytes = await readDataFile(file);
  const opened = await openImage(file, { bytes });
  // Decoding reads the whole file, however small the result.
  const small = await opened.decode(fingerprintSize);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { size: opened.size, orientation: opened.orientation, likeness: { sha256, ...fingerprints(small) } };
}

function countIds({ data }: LabelMap): Float64Array {
  const counts = new Float64Array(256);
  for (const id of data) counts[id] = (counts[id] as number) + 1;
  return counts;
}

const labelCodes = { unreadable: "unreadable-label", size: "size-mismatch", id: "id-out-of-range" } as const;

function dataError(error: unknown): DataError {
  if (error instanceof DataError) return error;
  throw error;
}
