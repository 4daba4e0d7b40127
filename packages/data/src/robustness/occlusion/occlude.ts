import type { LabeledImage } from "@faceseg/image";
import { createRandom } from "@faceseg/image";
import { type DegradedImage, unhidden } from "../degraded.ts";
import { kindOf, levelOf, type Severity } from "../severity.ts";
import { cup } from "./cup.ts";
import { faceFrame } from "./face-frame.ts";
import { fit } from "./fit.ts";
import { hairStrand } from "./hair-strand.ts";
import { hand } from "./hand.ts";
import { hatBrim } from "./hat-brim.ts";
import { medicalMask } from "./medical-mask.ts";
import { microphone } from "./microphone.ts";
import { lightLevel, meanLight, putInFront } from "./put-in-front.ts";
import { randomShape } from "./random-shape.ts";
import { scarf } from "./scarf.ts";
import { sunglasses } from "./sunglasses.ts";
import type { HairColor, Occlusion } from "./thing.ts";

/** The things that may hide a part of a face. */
export const occlusions = /* @__PURE__ */ (() =>
  Object.freeze({
    sunglasses,
    /** A pleated mask, pulled up from the chin over the mouth and the nose. */
    "medical-mask": medicalMask,
    hand,
    microphone,
    cup,
    scarf,
    /** Locks in the color of the person's own hair, falling over the face. They are labeled hair (10). */
    "hair-strand": hairStrand,
    /** A cap or hat, pulled down over the forehead. */
    "hat-brim": hatBrim,
    /** A textured shape anywhere on the face. */
    random: randomShape,
  }))();

/** The kinds of occlusion. */
export type OcclusionKind = keyof typeof occlusions;

/** The image's hair, if any, without the light on it. */
function hairColor(labeled: LabeledImage): HairColor {
  const seen = meanLight(labeled, (id) => id === 10);
  const level = lightLevel(labeled);
  return seen && [seen[0] / level, seen[1] / level, seen[2] / level];
}

/**
 * The image with something drawn in front of the face, placed by the face's own label map, lit as the face is. It
 * covers the kind's share of the face (ids 1 to 9) at that severity. What it hides becomes background (0), as in
 * LaPa; a hair strand is hair (10). An image without a face stays as it is.
 *
 * Random choices depend on the seed, the image's id, the kind and the severity alone.
 *
 * @throws RangeError when kind or severity is unknown.
 * @example
 * occlude(image, "sunglasses", 3).labels; // the eyes are background
 */
export function occlude(
  labeled: LabeledImage,
  kind: OcclusionKind,
  severity: Severity,
  seed = 0,
): DegradedImage {
  const { levels, label, describe } = kindOf<Occlusion>(occlusions, kind);
  const share = levelOf(levels, severity);
  const frame = faceFrame(labeled.labels);
  if (!frame) return unhidden(labeled);
  const random = createRandom(seed, "occlusion", labeled.id, kind, severity);
  const thing = fit(describe(frame, random, hairColor(labeled)), frame, share);
  return putInFront(labeled, frame, thing, label);
}
