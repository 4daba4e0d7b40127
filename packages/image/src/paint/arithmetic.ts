/**
 * The functions of `Math` that are called for every pixel, looked up once: a sandbox, such as a test runner's,
 * looks globals up so slowly that drawing took fifty times as long.
 */
export const { abs, atan2, ceil, cos, floor, hypot, imul, max, min, round, sign, sin, sqrt } = Math;
