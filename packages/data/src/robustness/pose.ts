import type { LabeledImage } from "@faceseg/image";
import { affineMove, createRandom, type Random, type View, viewMatrix, warp } from "@faceseg/image";
import { gaussianBlur } from "@faceseg/image/filters";
import { type DegradedImage, unhidden } from "./degraded.ts";
import { kindOf, type Levels, levelOf, type Severity } from "./severity.ts";

interface Pose {
  /** The parameter at severities 1 to 5. */
  readonly levels: Levels;
  view(level: number, random: Random): Partial<View>;
}

const pose = (given: Pose): Pose => Object.freeze(given);

/** Poses and scales that a network trained on upright, centered faces has not seen. */
export const poses = /* @__PURE__ */ (() =>
  Object.freeze({
    /** Rotated about the center by this many degrees, in either direction. */
    rotated: pose({
      levels: [15, 30, 45, 60, 90],
      view: (angle, random) => ({ rotate: random.integer(0, 1) ? angle : -angle }),
    }),
    /** Shifted in any direction by this share of the width and the height. */
    "off-center": pose({
      levels: [0.1, 0.18, 0.26, 0.34, 0.42],
      view: (share, random) => {
        const angle = random.uniform(0, 2 * Math.PI);
        return { shiftX: share * Math.cos(angle), shiftY: share * Math.sin(angle) };
      },
    }),
    /** Shrunk to this share of its size, anywhere in the image. */
    small: pose({
      levels: [0.75, 0.6, 0.45, 0.35, 0.25],
      view: (zoom, random) => ({
        zoom,
        shiftX: random.uniform(-0.5, 0.5) * (1 - zoom),
        shiftY: random.uniform(-0.5, 0.5) * (1 - zoom),
      }),
    }),
  }))();

/** The kinds of pose and scale. */
export type PoseKind = keyof typeof poses;

/** Blur of what lies outside of the image, as a share of its shorter side. */
const softness = 0.04;

/** Names for random numbers of renamed kinds, so that scores stay those of earlier runs. */
const seedNames: Readonly<Record<string, string>> = { "off-center": "off-centre" };

/**
 * The image rotated, shifted or shrunk, labels by nearest pixel. What lies outside the image is background and shows
 * its edge, blurred. Random choices depend on the seed, the image's id, the kind and the severity alone.
 *
 * @throws RangeError when kind or severity is unknown.
 * @example
 * changePose(image, "small", 5); // a face a quarter as large
 */
export function changePose(
  labeled: LabeledImage,
  kind: PoseKind,
  severity: Severity,
  seed = 0,
): DegradedImage {
  const { levels, view } = kindOf<Pose>(poses, kind);
  const level = levelOf(levels, severity);
  const random = createRandom(seed, "pose", labeled.id, seedNames[kind] ?? kind, severity);
  const still = { flip: false, rotate: 0, zoom: 1, shiftX: 0, shiftY: 0 };
  const move = affineMove(viewMatrix(labeled.labels, { ...still, ...view(level, random) }));
  const { width, height } = labeled.labels;
  const moved = warp(labeled, [move]);
  // Ignored pixels are 255 as well; a blank map shows which come from outside.
  const blank = { width, height, data: new Uint8Array(width * height) };
  const { data: outside } = warp({ ...labeled, labels: blank }, [move]).labels;
  const soft = gaussianBlur(moved.image, softness * Math.min(width, height)).data;
  return unhidden({
    ...moved,
    image: {
      ...moved.image,
      data: moved.image.data.map((value, at) => (outside[(at / 3) | 0] ? (soft[at] as number) : value)),
    },
    labels: { ...moved.labels, data: moved.labels.data.map((id, at) => (outside[at] ? 0 : id)) },
  });
}
