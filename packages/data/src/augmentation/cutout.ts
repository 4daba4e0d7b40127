import type { LabeledImage, Random } from "@faceseg/image";
import { meanColor } from "@faceseg/image/filters";
import type { Cover } from "@faceseg/image/paint";

/**
 * Cutout (DeVries and Taylor, 2017): rectangles of whole pixels in the image's mean color. Centers are anywhere,
 * so that corners are cut as often as the middle.
 *
 * @param values.holes number of rectangles
 * @param values.size sides, as shares of the image's
 */
export function cutout(
  { holes, size }: { holes: number; size: number },
  { image }: LabeledImage,
  random: Random,
): Cover[] {
  const { width, height } = image;
  const [r, g, b] = meanColor(image);
  const [halfWidth, halfHeight] = [Math.max(1, size * width) / 2, Math.max(1, size * height) / 2];
  return Array.from({ length: holes }, () => {
    const [x, y] = [random.uniform(0, width), random.uniform(0, height)];
    const [left, right] = [Math.round(x - halfWidth), Math.round(x + halfWidth)];
    const [top, bottom] = [Math.round(y - halfHeight), Math.round(y + halfHeight)];
    return {
      distance: (u, v) => Math.max(left - u, u - right, top - v, v - bottom),
      paint: (_u, _v, light) => Object.assign(light, { r, g, b }),
    };
  });
}
