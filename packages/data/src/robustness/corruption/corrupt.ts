import type { LabeledImage } from "@faceseg/image";
import { createRandom } from "@faceseg/image";
import { type DegradedImage, unhidden } from "../degraded.ts";
import { kindOf, levelOf, type Severity } from "../severity.ts";
import { type Corruption, type CorruptionKind, corruptions } from "./corruptions.ts";

/**
 * The image damaged as by a bad camera, bad light or lossy storage. The labels do not change. Random choices depend on
 * the seed, the image's id, the kind and the severity alone.
 *
 * @throws RangeError when kind or severity is unknown.
 * @example
 * corrupt(image, "jpeg", 5).image; // as JPEG of quality 7
 */
export function corrupt(
  labeled: LabeledImage,
  kind: CorruptionKind,
  severity: Severity,
  seed = 0,
): DegradedImage {
  const { levels, run } = kindOf<Corruption<unknown>>(corruptions, kind);
  const level = levelOf(levels, severity);
  const random = createRandom(seed, "corruption", labeled.id, kind, severity);
  return unhidden({ ...labeled, image: run(labeled.image, level, random) });
}
