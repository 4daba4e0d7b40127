/**
 * The number of filters of a layer under a width multiplier: `filters * width`, rounded, at least 1.
 *
 * @example
 * scaleFilters(256, 0.25); //=> 64
 */
export function scaleFilters(filters: number, width: number): number {
  return Math.max(1, Math.round(filters * width));
}
