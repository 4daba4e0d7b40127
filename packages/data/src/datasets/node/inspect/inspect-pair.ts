import { createHash } from "node:crypto";
import type { LabelMap, Size } from "@faceseg/image";
import { type Coding, DataError, openImage, readDataFile, readLabels } from "@faceseg/image/node";
import { leftRightSwapped } from "../../left-right.ts";
import type { Pair } from "../pairs.ts";
import { type Finding, finding } from "./finding.ts";
import { type Fingerprint, fingerprintSize, fingerprints } from "./fingerprint.ts";

/** What was found in one image and its label map. */
export interface PairFacts {
  readonly split: string;
  readonly pair: Pair;
  /** The image's; undefined where it cannot be read. */
  readonly size: Size | undefined;
  /** Pixels by class id; undefined where the label map cannot be read. */
  readonly counts: Float64Array | undefined;
  /** What tells images apart; undefined where the image cannot be read. */
  readonly likeness:
    | { readonly sha256: string; readonly plain: Fingerprint; readonly mirrored: Fingerprint }
    | undefined;
  readonly findings: readonly Finding[];
}

/** Reads an image and its label map to the end. */
export async function inspectPair(pair: Pair, split: string, coding: Coding): Promise<PairFacts> {
  const findings: Finding[] = [];
  const note = (code: Finding["code"], error: DataError) =>
    void findings.push(finding(code, split, error.file, error.message.slice(error.file.length + 2)));
  const image = await readWhole(pair.image).catch((error: unknown) => {
    note("unreadable-image", dataError(error));
    return undefined;
  });
  const expected = image && { expectedSize: image.size };
  const labels = await readLabels(pair.label, { coding, ...expected }).catch((error: unknown) => {
    const found = dataError(error);
    note(labelCodes[found.problem], found);
    return undefined;
  });
  const counts = labels && countIds(labels);
  if (counts?.slice(1, 255).every((pixels) => pixels === 0)) {
    findings.push(finding("empty-mask", split, pair.label, "Expected a face, found background only"));
  }
  if (labels && leftRightSwapped(labels)) {
    findings.push(
      finding(
        "left-right-swapped",
        split,
        pair.label,
        "Expected left eyebrow and eye image-left of the right ones, found them exchanged",
      ),
    );
  }
  return { split, pair, size: image?.size, counts, likeness: image?.likeness, findings };
}

async function readWhole(file: string): Promise<{ size: Size; likeness: PairFacts["likeness"] }> {
  const bytes = await readDataFile(file);
  const opened = await openImage(file, { bytes });
  // Decoding reads the whole file, however small the result.
  const small = await opened.decode(fingerprintSize);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { size: opened.size, likeness: { sha256, ...fingerprints(small) } };
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
