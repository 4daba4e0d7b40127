import type { LabeledImage } from "@faceseg/image";
import { type Size, toSize } from "@faceseg/image";
import type { Ink, Layer } from "@faceseg/image/paint";
import { abs, max } from "@faceseg/image/paint";
import { backgroundLayer } from "./background.ts";
import { bodyLayer } from "./body.ts";
import { develop } from "./camera.ts";
import type { FaceDescription } from "./description.ts";
import { earLayer } from "./ears.ts";
import { glassesLayer } from "./glasses.ts";
import { hairLayers } from "./hair.ts";
import { hatLayer } from "./hat.ts";
import { headLayer } from "./head.ts";
import { createLighting } from "./lighting.ts";
import { createPose, intoHead } from "./pose.ts";

/**
 * Draws a face and its exact label map from one description: a label is the class at the pixel's center, and
 * the image is antialiased around the same outlines.
 *
 * @param size side in pixels, or width and height
 * @throws RangeError when a side is not a whole number of at least 1.
 * @example
 * const face = describeFace(createRandom(1));
 * drawFace({ ...face, hair: null }, 128).labels.data.includes(10); //=> false
 */
export function drawFace(face: FaceDescription, size: number | Size): Pick<LabeledImage, "image" | "labels"> {
  const { width, height } = toSize(size);
  const pose = createPose(face.view);
  const { center, span } = pose;
  const pixel = span / max(width, height);
  const background = backgroundLayer(face.background, face.seed);
  const lighting = createLighting(face.light, face.light.direction, [0, 0, 1]);
  const onHead = createLighting(face.light, intoHead(pose, face.light.direction), intoHead(pose, [0, 0, 1]));
  const hair = hairLayers(face, pose, onHead, pixel);
  const body = bodyLayer(face, pose, lighting, pixel);
  const near = pose.sin > 0 ? -1 : 1;
  const nearEar = earLayer(face, pose, onHead, pixel, near);
  const farEar = earLayer(face, pose, onHead, pixel, near === 1 ? -1 : 1);
  const head = headLayer(face, pose, onHead, pixel, hair?.gap ?? null);
  const nearEarInFront = abs(pose.sin) > 0.12;
  // From front to back.
  const layers: Layer[] = [];
  if (face.hat) layers.push(hatLayer(face, pose, onHead, pixel));
  if (hair) layers.push(hair.front);
  if (face.glasses) layers.push(glassesLayer(face, pose, onHead, pixel));
  if (face.hat?.kind === "scarf") layers.push(head);
  else layers.push(...(nearEarInFront ? [nearEar, head] : [head, nearEar]), farEar);

  const light = new Float32Array(width * height * 3);
  const labels = new Uint8Array(width * height);
  const ink: Ink = { r: 0, g: 0, b: 0, free: 1, label: -1 };
  for (let row = 0, at = 0; row < height; row++) {
    const shareY = (row + 0.5) / height;
    const y = (shareY - center[1]) * span;
    for (let column = 0; column < width; column++, at++) {
      const shareX = (column + 0.5) / width;
      const x = (shareX - center[0]) * span;
      const u = x * pose.cosRoll + y * pose.sinRoll;
      const v = y * pose.cosRoll - x * pose.sinRoll;
      ink.r = ink.g = ink.b = 0;
      ink.free = 1;
      ink.label = -1;
      for (const layer of layers) if (isFree(ink)) layer(u, v, ink);
      if (isFree(ink)) body(x, y, ink);
      if (hair && isFree(ink)) hair.back(u, v, ink);
      if (isFree(ink)) background(shareX, shareY, ink);
      light[3 * at] = ink.r;
      light[3 * at + 1] = ink.g;
      light[3 * at + 2] = ink.b;
      labels[at] = ink.label;
    }
  }
  const data = develop(light, width, height, face.camera, face.seed);
  return { image: { width, height, data }, labels: { width, height, data: labels } };
}

/** Whether what lies behind can still be seen. */
const isFree = (ink: Ink): boolean => ink.free > 0.004 || ink.label < 0;
